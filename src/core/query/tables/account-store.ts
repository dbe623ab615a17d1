/** Accounts as rows. */

import type { StripeCustomer } from '../../accounts/records.ts';
import { refuse } from '../../errors.ts';
import { type Instant, iso } from '../../instant.ts';
import type { JsonObject } from '../../json.ts';
import { recordStore } from '../store.ts';

export const accountStore = recordStore({
  table: 'accounts',
  name: 'accounts',
  key: ['account_id'],
  columns: {
    account_id: 'uuid',
    email_address: 'text',
    lti_id: 'texts',
    email_address_verified: 'map',
    email_address_problem: 'map',
    editor_settings: 'map',
    other_settings: 'map',
    first_name: 'text',
    last_name: 'text',
    terminal: 'map',
    autosave: 'integer',
    evaluate_key: 'text',
    font_size: 'integer',
    passports: 'map',
    groups: 'texts',
    last_active: 'time',
    stripe_customer: 'map',
    coupon_history: 'map',
    profile: 'map',
    ssh_keys: 'map',
    created: 'time',
    sign_up_usage_intent: 'text',
    // Since 2026:
    org: 'text',
    stripe_checkout_session: 'map',
    name: 'text',
    customize: 'map',
    ephemeral: 'number',
    unlisted: 'boolean',
    tags: 'texts',
    tours: 'texts',
    min_balance: 'number',
    balance: 'number',
    balance_alert: 'boolean',
    auto_balance: 'map',
    purchase_closing_day: 'integer',
    stripe_usage_subscription: 'text',
    email_daily_statements: 'boolean',
    unread_message_count: 'integer',
  },
  shown: {
    email_address_verified: ({ email_address_verified }) => email_address_verified && datesOf(email_address_verified),
    stripe_customer: ({ stripe_customer }) => stripe_customer && asJson(stripe_customer),
  },
  blank() {
    // Only an admin who acts as an account that is not there gets here.
    throw refuse('unsimulated', { what: 'a query that makes an account', why: 'accounts come from sign-ups alone' });
  },
});

function asJson({ id, subscriptions }: StripeCustomer): JsonObject {
  return { id, subscriptions: subscriptions?.map((subscription) => ({ ...subscription })) ?? null };
}

/** Times as they show inside a map. */
export function datesOf(times: Readonly<Record<string, Instant>>): JsonObject {
  return Object.fromEntries(Object.entries(times).map(([key, time]) => [key, iso(time)]));
}
