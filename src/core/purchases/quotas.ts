/** Limits that accounts set themselves on what services may cost a month. [server/purchases/purchase-quotas.ts] */
import { idAfter } from '../database/numbered.ts';
import { refuse } from '../errors.ts';
import type { Json, JsonObject } from '../json.ts';
import { type HubState, put } from '../state.ts';
import { asNumber, asText } from '../values.ts';
import { leastBalance } from './purchases.ts';
import { serviceNamed } from './services.ts';

/** Names of services to their limits, as far as the account has set any. */
export function serviceLimits(state: HubState, account_id: string): Readonly<Record<string, number>> {
  const rows = state.purchase_quotas.allBy('account_id', account_id);
  return Object.fromEntries(rows.map(({ service, value = null }) => [String(service), asNumber(value)]));
}

/** The limits, and how far the balance may fall. */
export function quotasOf(state: HubState, account_id: string): JsonObject {
  return { services: serviceLimits(state, account_id), minBalance: leastBalance(state, account_id) };
}

/** @throws Refusal `service_without_limit`, `limit_not_a_number`; `unsimulated` for services that are not known here */
export function withLimit(
  state: HubState,
  account_id: string,
  { service: sent, value }: { readonly service?: Json | undefined; readonly value?: Json | undefined },
): HubState {
  const { display, fixed } = serviceNamed(sent);
  if (fixed) throw refuse('service_without_limit', { display });
  const limit = Number.parseFloat(asText(value));
  if (!(Number.isFinite(limit) && limit >= 0)) throw refuse('limit_not_a_number', { value: String(limit) });
  if (Number(limit.toPrecision(EXACT_DIGITS)) !== limit) {
    throw refuse('unsimulated', { what: `the limit ${limit}`, why: 'the database keeps six digits of it for certain' });
  }
  const names = sent === WITH_NETWORK ? [NETWORK, sent] : [sent as string];
  return names.reduce((after, service) => written(after, { account_id, service, value: limit }), state);
}

/** Digits that a number of four bytes keeps. */
const EXACT_DIGITS = 6;

/** Whoever uses these uses the network too. */
const WITH_NETWORK = 'compute-server';
const NETWORK = 'compute-server-network-usage';

function written(state: HubState, row: JsonObject & { readonly account_id: string }): HubState {
  const own = state.purchase_quotas.allBy('account_id', row.account_id);
  const before = own.find(({ service }) => service === row.service);
  return put(state, 'purchase_quotas', { id: before?.id ?? idAfter(state.purchase_quotas), ...row });
}
