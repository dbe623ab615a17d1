/** Getting rows of one table. [smc-hub/postgres-user-queries.coffee user_get_query] */
import { isAdmin } from '../accounts/accounts.ts';
import { deviates } from '../deviations.ts';
import { refuse } from '../errors.ts';
import type { Json, JsonObject } from '../json.ts';
import type { HubState } from '../state.ts';
import { inStoredOrder } from '../stored-order.ts';
import { shownValue } from './columns.ts';
import { withDefault } from './defaults.ts';
import { conditionsOf } from './filters.ts';
import { readGetOptions } from './options.ts';
import { comparison } from './order.ts';
import type { ColumnType } from './store.ts';
import type { GetRules, QueryTable, TableQuery, TableResult } from './table.ts';
import { fieldsNotKnown } from './unsimulated.ts';

/**
 * The rows of `table` that the query asks for: a list for a query in a list, otherwise the first one.
 * The state stays as it is, but for the tables whose gets insert.
 *
 * @throws Refusal when the caller may not, or the query cannot be answered.
 */
export function getRows(table: QueryTable, sent: TableQuery): TableResult {
  const rules = permittedRules(table, sent);
  rules.check?.(sent);
  const query = rules.object === undefined ? sent : { ...sent, object: rules.object(sent) };
  if (rules.admin && !isAdmin(query.state, query.account_id)) throw refuse('not_admin');
  const unknown = unknownField(rules, query);
  if (unknown !== undefined) throw fieldsNotKnown(`${table.name}.${unknown}`);
  if (rules.instead !== undefined) return rules.instead(query);

  const candidates = rules.rows?.(query) ?? [];
  const { limit, order, onlyChanges } = readGetOptions(query, rules.options ?? []);
  const compare = order.length === 0 ? undefined : comparison(table.store, order);
  const matching = stored(table, query, matches(candidates, wanted(table, rules, query)));
  if (onlyChanges) return { state: query.state, result: undefined };

  const most = query.many ? (limit ?? Number.POSITIVE_INFINITY) : Math.min(limit ?? 1, 1);
  const items = compare === undefined ? first(matching, most) : [...matching].sort(compare).slice(0, most);
  const rows = items.map((item) => row(table, rules, query, item));
  return { state: query.state, result: query.many ? rows.map(withoutNulls) : rows[0] };
}

/** The checks that need no row, in the hub's order. */
function permittedRules({ name: table, get: rules, anonymous }: QueryTable, query: TableQuery): GetRules {
  if (rules === undefined) throw refuse('get_not_allowed', { table });
  if (query.account_id === '' && !anonymous) throw refuse('anonymous_get', { table });
  const unknown = unknownField(rules, query);
  if (unknown !== undefined && !rules.moreFields)
    throw refuse('get_of_field', { table, field: named(unknown, query.state) });
  if (rules.rows === undefined && rules.instead === undefined) throw refuse('no_row_filter', { table });
  return rules;
}

function unknownField({ fields }: GetRules, { object }: TableQuery): string | undefined {
  return Object.keys(object).find((field) => !fields.has(field));
}

/** What an item has to meet: the table's own condition and those of the query's fields. */
function wanted({ store }: QueryTable, rules: GetRules, query: TableQuery): (item: unknown) => boolean {
  const entries = Object.entries(query.object).filter(([field]) => !rules.consumed?.includes(field));
  const conditions = entries.flatMap(([field, value]) =>
    conditionsOf(store.columns[field] as ColumnType, value, query.state).map((holds) => ({ field, holds })),
  );
  return (item) =>
    (rules.within?.(query, item) ?? true) && conditions.every(({ field, holds }) => holds(store.value(item, field)));
}

/** Rows in the order in which a database has them, which it gives them in but for what `order_by` says. */
function stored({ store }: QueryTable, { state }: TableQuery, items: Iterable<unknown>): Iterable<unknown> {
  if (state.order === 'plain') return items;
  const place = (item: unknown) =>
    JSON.stringify([store.name, ...store.key.map((column) => store.value(item, column))]);
  return inStoredOrder(state, [...items], place);
}

function* matches(items: Iterable<unknown>, isWanted: (item: unknown) => boolean): Iterable<unknown> {
  for (const item of items) if (isWanted(item)) yield item;
}

/** The first `most` items; the rest is not even looked at. */
function first(items: Iterable<unknown>, most: number): unknown[] {
  const taken: unknown[] = [];
  if (most === 0) return taken;
  for (const item of items) if (taken.push(item) >= most) break;
  return taken;
}

function row(
  { store }: QueryTable,
  { defaults = {}, consumed = [] }: GetRules,
  query: TableQuery,
  item: unknown,
): JsonObject {
  const fields = Object.keys(query.object).filter((field) => !consumed.includes(field));
  const byDefault = typeof defaults === 'function' ? defaults(query) : defaults;
  return Object.fromEntries(
    fields.map((field) => [
      field,
      withDefault(shownValue(store.columns[field], store.value(item, field)), byDefault[field]),
    ]),
  );
}

/** What lists hold: null is left out, though only at the first level. */
function withoutNulls(object: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(object).filter((entry): entry is [string, Json] => entry[1] !== null));
}

/** The field as a refusal prints it. */
function named(field: string, state: HubState): string {
  const isFound = !deviates(state, 'field_names') && typeof Object.prototype[field as keyof object] === 'function';
  return isFound ? `function ${field === 'constructor' ? 'Object' : field}() { [native code] }` : field;
}
