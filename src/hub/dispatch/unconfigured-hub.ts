/** What a hub answers at the endpoints of v2 that need a service, where it has none of them. [measured: v2-refused.har; next/pages/api/v2] */
import type { Json } from '../../core/json.ts';

export interface Unconfigured {
  /** How nobody is asked to sign in, if not by `must be signed in`; `null`: not at all. */
  readonly signIn?: string | null;
  /** What nobody is answered. */
  readonly nobody?: Json;
  /** What is told those who are no site admins. */
  readonly notAdmin?: string;
  /** Parameters, in order, to the refusal where one is not there. */
  readonly needs?: Readonly<Record<string, string>>;
  /** Words, in which `<id>` stands for what was sent. */
  readonly refused?: string;
  /** Parameters to the words for those that are one word of letters; what is said of others is not known. */
  readonly unknownNames?: Readonly<Record<string, string>>;
  readonly answer?: Json;
  /** Nothing at all is answered. */
  readonly empty?: true;
}

const NO_PAYMENTS = { refused: 'stripe publishable key is not set -- billing functionality not available' };
const NO_LIST = { answer: { has_more: false, data: [], object: 'list' } };
const NO_SUBSCRIPTION = { refused: 'no subscription with id=<subscription_id>' };
const NO_SERVER = { refused: 'no server with id=<id>' };
const NOT_OWNER = {
  refused: 'invalid id or attempt to change compute server by a non-owner, which is not allowed.',
};
const NO_SUCH_SERVER = { refused: 'no such compute server' };
const NO_FILE_SYSTEM = { refused: 'no cloud file system with id <id>' };
const NO_TICKETS = { refused: 'Support not available -- admin must configure the Zendesk token' };
/** That of a hub whose settings name none. */
const NO_MODEL =
  'There is a problem calling ollama-0. Please try another model, a different prompt, or try again later. Error:';
const NO_LANGUAGE_MODEL = {
  unknownNames: { model: 'unsupported model "<model>"' },
  nobody: { error: `${NO_MODEL} You must create an account.` },
  refused: `${NO_MODEL} Google GenAI is not enabled.`,
};
const INVALID_AUTH = { signIn: 'invalid auth' };
const NO_API_KEY = { ...INVALID_AUTH, refused: 'invalid api_key, project_id or compute server id' };

export const unconfigured: Readonly<Record<string, Unconfigured>> = {
  'billing/cancel-subscription': {
    signIn: 'must be signed in to set stripe default card',
    needs: { id: 'id of subscription method must be specified' },
    ...NO_PAYMENTS,
  },
  'billing/create-payment-method': {
    signIn: 'must be signed in to create payment method',
    needs: { id: 'must specify the token id' },
    ...NO_PAYMENTS,
  },
  'billing/delete-payment-method': {
    signIn: 'must be signed in to set stripe default card',
    needs: { id: 'id of payment method must be specified' },
    ...NO_PAYMENTS,
  },
  'billing/get-customer': { signIn: 'must be signed in to get stripe customer information', answer: {} },
  'billing/get-invoice': NO_PAYMENTS,
  'billing/get-invoice-url': NO_PAYMENTS,
  'billing/get-invoices-and-receipts': { nobody: {}, answer: { data: [] } },
  'billing/get-subscriptions': { nobody: [], answer: {} },
  'compute/check-in': NO_API_KEY,
  'compute/cloud-filesystem/create': {
    refused:
      'You must have at least $1.00 credit on your account to create a cloud file system.  There is no charge to create the file system.',
  },
  'compute/cloud-filesystem/delete': NO_FILE_SYSTEM,
  'compute/cloud-filesystem/edit': NO_FILE_SYSTEM,
  'compute/cloud-filesystem/get': { answer: [] },
  'compute/cloud-filesystem/get-metrics': {
    ...INVALID_AUTH,
    refused: "Cannot read properties of undefined (reading 'project_id')",
  },
  'compute/compute-server-action': NO_SERVER,
  'compute/create-server': { needs: { project_id: 'project_id must be a valid uuid' } },
  'compute/delete-api-key': NO_SERVER,
  'compute/delete-server': NO_SUCH_SERVER,
  'compute/get-api-key': NO_SERVER,
  'compute/get-detailed-state': { ...INVALID_AUTH, empty: true },
  'compute/get-hyperstack-pricing-data': { refused: 'Hyperstack not configured' },
  'compute/get-images-google': {
    refused: 'The Google Cloud service account for Compute Servers is not configure',
  },
  'compute/get-log': { refused: 'no compute server with id <id>' },
  'compute/get-network-usage': { needs: { start: 'must specify start', end: 'must specify end' }, ...NO_SERVER },
  'compute/get-serial-port-output': { signIn: 'user must be signed in', ...NO_SERVER },
  'compute/get-server-state': NO_SERVER,
  'compute/get-templates': { signIn: null, refused: 'fetch failed' },
  'compute/is-dns-available': { answer: { isAvailable: true } },
  'compute/scripts': { signIn: null, refused: 'api_key must be a valid project api key' },
  'compute/set-detailed-state': NO_API_KEY,
  'compute/set-image-tested': { notAdmin: 'only admin are allowed to image tested status' },
  'compute/set-server-cloud': NOT_OWNER,
  'compute/set-server-color': NOT_OWNER,
  'compute/set-server-configuration': NOT_OWNER,
  'compute/set-server-owner': { refused: 'invalid compute server id' },
  'compute/set-server-title': NOT_OWNER,
  'compute/set-template': { notAdmin: 'only admin are allowed to set compute server configuration templates' },
  'compute/undelete-server': NO_SUCH_SERVER,
  guesslang: { signIn: null, answer: { result: [] } },
  'internal/compute/cloud-filesystem/set-metrics': {
    ...INVALID_AUTH,
    refused: 'cloud file system must be mounted on the given project',
  },
  'llm/evaluate': NO_LANGUAGE_MODEL,
  'openai/chatgpt': NO_LANGUAGE_MODEL,
  'purchases/cancel-automatic-billing': { answer: { success: true } },
  'purchases/cancel-current-checkout-session': { answer: { status: 'ok' } },
  'purchases/cancel-subscription': { answer: { status: 'ok' } },
  'purchases/cost-to-resume-subscription': NO_SUBSCRIPTION,
  'purchases/create-refund': {
    notAdmin: 'only admins can create refunds',
    needs: { reason: 'Reason must be one of "duplicate", "fraudulent", "requested_by_customer" or "other"' },
  },
  'purchases/edit-license': { needs: { changes: "Cannot read properties of undefined (reading 'start')" } },
  'purchases/edit-license-owner': { notAdmin: 'only admins can edit the owner of a license' },
  'purchases/email-statement': { refused: 'no statement with id <statement_id>' },
  'purchases/renew-subscription': NO_SUBSCRIPTION,
  'purchases/resume-subscription': NO_SUBSCRIPTION,
  'purchases/setup-automatic-billing': { needs: { success_url: 'success_url must be set' }, ...NO_PAYMENTS },
  'purchases/stripe/cancel-payment-intent': NO_PAYMENTS,
  'purchases/stripe/create-payment-intent': { needs: { purpose: 'purpose must be set' }, ...NO_PAYMENTS },
  'purchases/stripe/create-setup-intent': NO_PAYMENTS,
  'purchases/stripe/create-subscription-payment': NO_PAYMENTS,
  'purchases/stripe/delete-payment-method': {
    needs: { payment_method: 'must specify the payment method to delete' },
    ...NO_PAYMENTS,
  },
  'purchases/stripe/get-checkout-session': { needs: { purpose: 'purpose must be set' }, ...NO_PAYMENTS },
  'purchases/stripe/get-customer': { answer: {} },
  'purchases/stripe/get-customer-session': NO_PAYMENTS,
  'purchases/stripe/get-open-payments': NO_LIST,
  'purchases/stripe/get-payment-method': NO_PAYMENTS,
  'purchases/stripe/get-payment-methods': NO_LIST,
  'purchases/stripe/get-payments': NO_LIST,
  'purchases/stripe/process-payment-intents': { answer: { count: 0, success: true } },
  'purchases/stripe/set-customer': NO_PAYMENTS,
  'purchases/stripe/set-default-payment-method': {
    needs: { default_source: 'must specify the default source' },
    ...NO_PAYMENTS,
  },
  'purchases/student-pay': { refused: 'no such project' },
  'purchases/sync-subscription': { answer: { status: 'ok', found: false } },
  'salesloft/money': {
    notAdmin: 'only admins can use the salesloft/money endpoint',
    answer: {
      cocalc_balance: 0,
      cocalc_purchase_timestamp: '0000-00-00T00:00:00.000Z',
      cocalc_last_month_spend: 0,
      cocalc_last_year_spend: 0,
    },
  },
  'support/create-ticket': { signIn: null, ...NO_TICKETS },
  'support/tickets': { signIn: 'you must be signed in to get support tickets', ...NO_TICKETS },
  'vouchers/charge-for-unpaid-vouchers': {
    notAdmin: 'only admins can initiate the charge for unpaid vouchers',
    answer: { success: true },
  },
  'vouchers/set-voucher-code-notes': { refused: 'no voucher code "<code>"' },
};
