/**
 * The 17 calls of API v1 that no description mentions. Their parameters are checked as everywhere; what they do is
 * known only for accounts that the payment service does not know. [smc-util/message.js; smc-hub/stripe/client.ts]
 */
import { defineEndpoint, type Endpoint } from '../../core/endpoint.ts';
import { refuse } from '../../core/errors.ts';
import { type Definition, optional, required } from '../../core/options.ts';
import type { HubState } from '../../core/state.ts';

const page = { id: optional, limit: optional, ending_before: optional, starting_after: optional } as const;
const card = { card_id: required, id: optional } as const;

const definitions: Readonly<Record<string, Definition>> = {
  stripe_get_customer: { id: optional },
  stripe_customer: { id: optional, customer: optional, stripe_publishable_key: optional },
  stripe_create_source: { id: optional, token: required },
  stripe_delete_source: card,
  stripe_set_default_source: card,
  stripe_update_source: { card_id: required, info: required, id: optional },
  stripe_get_plans: { id: optional },
  stripe_plans: { id: optional, plans: required },
  stripe_create_subscription: { id: optional, plan: required, quantity: 1, coupon_id: optional },
  stripe_cancel_subscription: { id: optional, subscription_id: required, at_period_end: true },
  stripe_update_subscription: {
    id: optional,
    subscription_id: required,
    quantity: optional,
    projects: optional,
    plan: optional,
    coupon_id: optional,
  },
  stripe_get_subscriptions: page,
  stripe_get_coupon: { id: optional, coupon_id: required },
  stripe_get_charges: page,
  stripe_get_invoices: page,
  get_syncdoc_history: { id: optional, string_id: required, patches: optional },
  purchase_license: { id: optional, info: required },
};

/** Messages of the API without a handler: they are answers of the hub's own. */
const UNHANDLED = new Set(['stripe_customer', 'stripe_plans']);

export const undocumented: ReadonlyMap<string, Endpoint> = new Map(
  Object.entries(definitions).map(([event, request]) => [
    `v1/${event}`,
    defineEndpoint({
      name: `v1/${event}`,
      request,
      ...(UNHANDLED.has(event) && { unhandled: true }),
      handle(state, _request, { account_id }) {
        if (event.startsWith('stripe_') && !state.site.payments) throw refuse('no_payments');
        if (isCustomer(state, account_id)) throw unsimulated(event);
        switch (event) {
          case 'stripe_get_customer':
            return { state, answer: { event: 'stripe_customer' } };
          case 'stripe_get_plans':
            throw refuse('no_connection_to_payments');
          case 'stripe_get_subscriptions':
          case 'stripe_get_charges':
          case 'stripe_get_invoices':
            throw refuse('no_customer');
          default:
            throw unsimulated(event);
        }
      },
    }),
  ]),
);

function isCustomer(state: HubState, account_id: string): boolean {
  return state.accounts.get(account_id)?.stripe_customer != null;
}

function unsimulated(event: string) {
  return refuse('unsimulated', { what: `'${event}'`, why: 'hubs answer it, but it is in no published description' });
}
