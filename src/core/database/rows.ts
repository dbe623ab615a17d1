/** Rows of the tables that only queries touch, and the one index of them. */
import { Map, Set } from 'immutable';
import { reindexed } from '../indexes.ts';
import type { Json, JsonObject } from '../json.ts';
import { changed, type HubState } from '../state.ts';

/** The columns that rows are looked up by; a list counts with each of its members. */
const INDEXED: Readonly<Record<string, readonly string[]>> = {
  project_log: ['project_id'],
  file_use: ['project_id'],
  mentions: ['project_id'],
  listings: ['project_id'],
  syncstrings: ['project_id'],
  compute_servers: ['project_id'],
  cloud_filesystems: ['project_id'],
  messages: ['from_id', 'to_ids'],
  groups: ['owner_account_ids'],
  purchases: ['account_id'],
  subscriptions: ['account_id'],
  statements: ['account_id'],
  purchase_quotas: ['account_id'],
  vouchers: ['created_by'],
  openai_chatgpt_log: ['account_id'],
};

/** The row of `table` with the primary key `key`. */
export function rowOf(state: HubState, table: string, key: string): JsonObject | undefined {
  return state.tables.get(table)?.get(key);
}

/** The state with the row added, or put in the place of the one with its key. */
export function withRow(state: HubState, table: string, key: string, row: JsonObject): HubState {
  const rows = state.tables.get(table) ?? Map<string, JsonObject>();
  const before = rows.get(key);
  const moved = (INDEXED[table] ?? []).filter((column) => before?.[column] !== row[column]);
  return changed(state, {
    tables: state.tables.set(table, rows.set(key, row)),
    rowsByValue: moved.reduce(
      (index, column) => reindexed(index, key, entries(table, column, before), entries(table, column, row)),
      state.rowsByValue,
    ),
  });
}

/** All rows of `table` whose column `column` is, or holds, `value`; the column has to be an indexed one. */
export function rowsWith(state: HubState, table: string, column: string, value: string): JsonObject[] {
  const keys = state.rowsByValue.get(entry(table, column, value)) ?? Set<string>();
  return [...keys].map((key) => rowOf(state, table, key) as JsonObject);
}

export function allRows(state: HubState, table: string): Iterable<JsonObject> {
  return state.tables.get(table)?.values() ?? [];
}

function entries(table: string, column: string, row: JsonObject | undefined): string[] {
  const value = row?.[column] ?? [];
  const values: readonly Json[] = Array.isArray(value) ? value : [value];
  return values.map((one) => entry(table, column, String(one)));
}

function entry(table: string, column: string, value: string): string {
  return `${table} ${column} ${value}`;
}
