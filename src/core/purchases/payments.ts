/** Subscriptions and statements of accounts, as others have written them. [server/purchases/get-subscriptions.ts, get-live-subscriptions.ts, statements/get-statements.ts] */
import type { Json, JsonObject } from '../json.ts';
import type { HubState } from '../state.ts';
import { checkPageLimit, type Page, pageOf, toldTime } from '../support/listed-rows.ts';
import { asNumber } from '../values.ts';

/** @throws Refusal `page_limit`, or in the database's words */
export function subscriptionsOf(state: HubState, account_id: string, page: Page): readonly JsonObject[] {
  const rows = state.subscriptions.allBy('account_id', account_id);
  return lastOfPage(rows, page).map((row) => ({
    ...withColumns(row, ['id', 'account_id']),
    created: toldTime(row.created),
    ...withColumns(row, ['cost', 'interval']),
    current_period_start: toldTime(row.current_period_start),
    current_period_end: toldTime(row.current_period_end),
    ...withColumns(row, ['latest_purchase_id', 'status', 'metadata', 'payment']),
  }));
}

/** Those that somebody pays for, or should. */
export function liveSubscriptionsOf(state: HubState, account_id: string): readonly JsonObject[] {
  return state.subscriptions
    .allBy('account_id', account_id)
    .filter(({ status = null }) => LIVE.includes(status))
    .map((row) => withColumns(row, ['id', 'cost', 'status']));
}

const LIVE: readonly Json[] = ['unpaid', 'past_due', 'active'];

/** @throws Refusal `page_limit`, or in the database's words */
export function statementsOf(state: HubState, account_id: string, interval: Json, page: Page): readonly JsonObject[] {
  const rows = state.statements.allBy('account_id', account_id).filter((row) => row.interval === interval);
  const sums = ['balance', 'total_charges', 'num_charges', 'total_credits', 'num_credits'];
  return lastOfPage(rows, page).map((row) => ({
    ...withColumns(row, ['id']),
    time: toldTime(row.time),
    ...withColumns(row, sums),
  }));
}

/** The latest first. */
function lastOfPage(rows: readonly JsonObject[], page: Page): readonly JsonObject[] {
  checkPageLimit(page.limit);
  return pageOf(
    [...rows].sort((one, other) => asNumber(other.id) - asNumber(one.id)),
    page,
  );
}

function withColumns(row: JsonObject, names: readonly string[]): JsonObject {
  return Object.fromEntries(names.map((name) => [name, row[name] ?? null]));
}
