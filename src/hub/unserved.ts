/** Names that a hub knows and this simulation has no endpoint for. */
import { type Refusal, refuse } from '../core/errors.ts';

/** Callable on a hub, though undocumented. [smc-util/message.js message2] */
const UNDOCUMENTED = new Set([
  'stripe_get_customer',
  'stripe_customer',
  'stripe_create_source',
  'stripe_delete_source',
  'stripe_set_default_source',
  'stripe_update_source',
  'stripe_get_plans',
  'stripe_plans',
  'stripe_create_subscription',
  'stripe_cancel_subscription',
  'stripe_update_subscription',
  'stripe_get_subscriptions',
  'stripe_get_coupon',
  'stripe_get_charges',
  'stripe_get_invoices',
  'get_syncdoc_history',
  'purchase_license',
]);

/** Names of the hub's messages that are not requests of the API. [smc-util/message.js message] */
const NOT_REQUESTS = new Set([
  'pong',
  'error',
  'success',
  'api_key',
  'sign_in',
  'signed_in',
  'sign_out',
  'send_verification_email',
  'admin_ban_user',
  'webapp_error',
  'user_tracking',
  'heartbeat',
  'version',
  'documentation',
  'examples',
  'api_messages',
]);

export function refuseUnserved(event: string): Refusal {
  if (UNDOCUMENTED.has(event)) {
    return refuse('unsimulated', { what: `'${event}'`, why: 'hubs answer it, but it is in no published description' });
  }
  return NOT_REQUESTS.has(event) ? refuse('not_in_api', { event }) : refuse('unknown_endpoint', { event });
}
