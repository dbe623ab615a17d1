/** The caller's own account. [smc-util/db-schema/accounts.ts; util/db-schema/accounts.ts] */
import { asObserved } from '../../deviations.ts';
import { refuse } from '../../errors.ts';
import type { Json } from '../../json.ts';
import { asText } from '../../values.ts';
import { checkAutoBalance } from '../auto-balance.ts';
import { checkUserName } from '../name-rules.ts';
import { defineTable, names, type Revision, type SetCall, settable, type Table, type TableQuery } from '../table.ts';
import { accountDefaults, documentedDefaults } from './account-defaults.ts';
import { accountStore } from './account-store.ts';

/** How much of a first or last name is kept. */
const NAME_LENGTH = 254;

export function accounts(revision: Revision): Table {
  const later = revision === 2026;
  return defineTable({
    name: 'accounts',
    store: accountStore,
    get: {
      fields: names(
        'account_id email_address lti_id email_address_verified email_address_problem editor_settings other_settings',
        'first_name last_name terminal autosave evaluate_key font_size passports groups last_active stripe_customer',
        'coupon_history profile ssh_keys created',
        later && 'org stripe_checkout_session name customize ephemeral unlisted tags tours min_balance balance',
        later && 'balance_alert auto_balance purchase_closing_day stripe_usage_subscription email_daily_statements',
        later && 'unread_message_count',
      ),
      defaults: ({ state }) => (asObserved(state, 'editor_settings') ? accountDefaults : documentedDefaults)[revision],
      object: namedObject,
      rows: ownAccount,
    },
    set: {
      fields: {
        account_id: 'account_id',
        ...settable('editor_settings other_settings'),
        first_name: cut('first_name'),
        last_name: cut('last_name'),
        ...settable('terminal autosave evaluate_key font_size profile ssh_keys sign_up_usage_intent'),
        ...settable(later && 'name unlisted tags tours email_daily_statements auto_balance'),
      },
      ...(later && { before: checkAccount }),
    },
  });
}

/** The object of a get, as the documented hub takes it: for the caller, whatever account it names. */
function namedObject({ state, revision, object }: TableQuery) {
  const observed = revision === 2026 || asObserved(state, 'accounts_get_names_present_user');
  if (observed || typeof object.account_id !== 'string') return object;
  return { ...object, account_id: null };
}

function ownAccount({ state, account_id }: TableQuery) {
  const own = state.accounts.get(account_id);
  return own === undefined ? [] : [own];
}

function cut(field: string): (query: TableQuery) => Json | undefined {
  return ({ object }) => {
    const name = object[field] ?? null;
    if (name === null) return undefined;
    // The hub calls `slice`, which texts and lists have; of anything else it never answers.
    if (typeof name !== 'string' && !Array.isArray(name))
      throw refuse('never_answers', { what: `a ${field} that is no text` });
    return typeof name === 'string' ? name.slice(0, NAME_LENGTH) : name.slice(0, NAME_LENGTH);
  };
}

function checkAccount({ state, account_id, object }: SetCall): void {
  for (const field of ['first_name', 'last_name']) {
    if (object[field] === '') throw refuse('name_empty', { field });
  }
  if (object.name != null) checkUserName(state, account_id, asText(object.name));
  if (object.auto_balance != null) checkAutoBalance(object.auto_balance);
}
