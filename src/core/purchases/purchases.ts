/** What accounts have bought and paid, and what that comes to. [server/purchases/get-balance.ts, get-purchases.ts, get-charges.ts, get-cost-per-day.ts] */
import { sqlInteger, sqlText, sqlUuid } from '../database/database.ts';
import { refuse } from '../errors.ts';
import { DAY, type Instant, iso } from '../instant.ts';
import type { Json, JsonObject } from '../json.ts';
import { optional } from '../options.ts';
import type { HubState } from '../state.ts';
import { closingDates } from '../support/closing-dates.ts';
import { checkPageLimit, type Page, pageOf, toldTime } from '../support/listed-rows.ts';
import { asNumber, isTruthy } from '../values.ts';
import { sumOf } from './money.ts';

/** Less than nothing for who owes. @throws Refusal `unsimulated` */
export function balanceOf(state: HubState, account_id: string): number {
  return sumOf(boughtBy(state, account_id).map((row) => -costOf(row)));
}

/** How far the balance may fall, as site admins have set it. */
export function leastBalance(state: HubState, account_id: string): number {
  return asNumber(state.accounts.get(account_id)?.columns.min_balance ?? 0);
}

/** The account's rows, the latest first. */
function boughtBy(state: HubState, account_id: string): JsonObject[] {
  return state.purchases.allBy('account_id', account_id).sort((one, other) => timeOf(other) - timeOf(one));
}

const timeOf = ({ time = null }: JsonObject): Instant => asNumber(time);

/** @throws Refusal `unsimulated` for what goes on costing, by the hour or by its use. */
function costOf({ cost = null }: JsonObject): number {
  if (cost !== null) return asNumber(cost);
  throw refuse('unsimulated', { what: 'a purchase that goes on', why: 'what it has cost so far is not known' });
}

/** What the account spends an hour on what goes on costing. */
export function spendRateOf(state: HubState, account_id: string): number {
  const going = boughtBy(state, account_id).filter(
    ({ cost = null, period_start = null, period_end = null }) =>
      cost === null && period_start !== null && period_end === null,
  );
  return sumOf(going.map(({ cost_per_hour = null }) => asNumber(cost_per_hour)));
}

/** The parameters by which purchases are asked for. */
export const purchaseParameters: Readonly<Record<keyof PurchasesAsked, typeof optional>> = {
  ...{ limit: optional, offset: optional, service: optional, project_id: optional, cutoff: optional },
  ...{ thisMonth: optional, group: optional },
  ...{ day_statement_id: optional, month_statement_id: optional, no_statement: optional },
};

/** Which purchases are asked for. */
export interface PurchasesAsked extends Page {
  readonly service?: Json | undefined;
  readonly project_id?: Json | undefined;
  readonly cutoff?: Json | undefined;
  readonly thisMonth?: Json | undefined;
  readonly group?: Json | undefined;
  readonly day_statement_id?: Json | undefined;
  readonly month_statement_id?: Json | undefined;
  readonly no_statement?: Json | undefined;
}

/** @throws Refusal `page_limit`, or in the database's words */
export function purchasesOf(
  state: HubState,
  account_id: string,
  asked: PurchasesAsked,
  names: JsonObject = {},
): { readonly state: HubState; readonly answer: JsonObject } {
  checkPageLimit(asked.limit);
  const { state: dated, rows } = rowsAsked(state, account_id, asked);
  const balance = balanceOf(dated, account_id);
  if (isTruthy(asked.group)) return { state: dated, answer: { purchases: grouped(rows), balance } };
  // Of one month all are told.
  const page = isTruthy(asked.thisMonth) ? rows : pageOf(rows, asked);
  return { state: dated, answer: { purchases: page.map((row) => ({ ...told(row), ...names })), balance } };
}

function rowsAsked(state: HubState, account_id: string, asked: PurchasesAsked) {
  const { state: dated, last } = isTruthy(asked.thisMonth)
    ? closingDates(state, account_id)
    : { state, last: Number.NEGATIVE_INFINITY };
  const tests = [
    ...(asked.service == null ? [] : [is('service', sqlText(asked.service))]),
    ...(asked.project_id == null ? [] : [is('project_id', sqlUuid(asked.project_id))]),
    ...(asked.day_statement_id == null ? [] : [is('day_statement_id', sqlInteger(asked.day_statement_id))]),
    ...(asked.month_statement_id == null ? [] : [is('month_statement_id', sqlInteger(asked.month_statement_id))]),
    ...(isTruthy(asked.no_statement) ? [is('day_statement_id', null), is('month_statement_id', null)] : []),
  ];
  const since = isTruthy(asked.cutoff) ? cutoffOf(asked.cutoff as Json) : Number.NEGATIVE_INFINITY;
  const rows = boughtBy(dated, account_id).filter(
    (row) => timeOf(row) >= Math.max(since, last) && tests.every((test) => test(row)),
  );
  return { state: dated, rows };
}

const is = (column: string, value: Json) => (row: JsonObject) => (row[column] ?? null) === value;

function cutoffOf(sent: Json): Instant {
  const time = typeof sent === 'string' ? Date.parse(sent) : Number.NaN;
  if (Number.isNaN(time)) {
    throw refuse('unsimulated', {
      what: `the cutoff ${JSON.stringify(sent)}`,
      why: 'only times as ISO 8601 has them are read',
    });
  }
  return time;
}

function told(row: JsonObject): JsonObject {
  const { id, time, cost = null, period_start, period_end, service = null, description = null } = row;
  return {
    id: id as number,
    time: toldTime(time),
    cost,
    period_start: toldTime(period_start),
    period_end: toldTime(period_end),
    cost_per_hour: row.cost_per_hour ?? null,
    cost_so_far: row.cost_so_far ?? null,
    service,
    description,
    invoice_id: row.invoice_id ?? null,
    project_id: row.project_id ?? null,
    notes: row.notes ?? null,
  };
}

/** By service and project, the costliest first. */
function grouped(rows: readonly JsonObject[]): JsonObject[] {
  const groups = groupedBy(rows, ({ service = null, project_id = null }) => JSON.stringify([service, project_id]));
  return [...groups.values()]
    .map((group) => {
      const [{ service = null, project_id = null }] = group as [JsonObject];
      return { cost: sumOf(group.map(costOf)), service, project_id, count: group.length };
    })
    .sort((one, other) => other.cost - one.cost);
}

/** What the account was charged for each service, less what it paid, since its last statement ended. */
export function chargesByService(state: HubState, account_id: string) {
  const { state: dated, last } = closingDates(state, account_id);
  const rows = boughtBy(dated, account_id).filter((row) => timeOf(row) > last);
  const groups = groupedBy(rows, ({ service = null }) => String(service));
  const charges = Object.fromEntries([...groups].map(([service, group]) => [service, sumOf(group.map(costOf))]));
  return { state: dated, charges };
}

/** What the account was charged for the service since its last statement ended; what it was given back does not count. */
export function chargedFor(state: HubState, account_id: string, service: string) {
  const { state: dated, last } = closingDates(state, account_id);
  const rows = boughtBy(dated, account_id).filter((row) => row.service === service && timeOf(row) > last);
  return { state: dated, charged: sumOf(rows.map(costOf).filter((cost) => cost > 0)) };
}

/** What was charged on each day, by UTC, on which something was; the latest first. */
export function costPerDay(state: HubState, account_id: string, page: Page): readonly JsonObject[] {
  const rows = boughtBy(state, account_id).filter((row) => costOf(row) > 0);
  const days = groupedBy(rows, (row) => Math.floor(timeOf(row) / DAY) * DAY);
  const costs = [...days].map(([day, bought]) => ({ date: iso(day), total_cost: sumOf(bought.map(costOf)) }));
  return pageOf(costs, page);
}

function groupedBy<Key>(rows: readonly JsonObject[], keyOf: (row: JsonObject) => Key): Map<Key, JsonObject[]> {
  const groups = new Map<Key, JsonObject[]>();
  for (const row of rows) {
    const key = keyOf(row);
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  return groups;
}
