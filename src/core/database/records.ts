/** Tables that only queries touch: rows with the columns of the database. */
import type { JsonObject } from '../json.ts';
import { boolean, either, jsonObject, list, number, orNull, placeOf, type Shape, text } from '../shape.ts';
import { many, type Table, table } from '../table.ts';

/** Names of the tables to the columns of their keys, and to those that rows are looked up by; a list counts with each member. */
const declared = {
  project_log: { key: ['id'], by: ['project_id'] },
  file_use: { key: ['id'], by: ['project_id'] },
  file_access: { key: ['project_id', 'account_id', 'path'], by: ['account_id'] },
  mentions: { key: ['time', 'project_id', 'path', 'target'], by: ['project_id'] },
  syncstrings: { key: ['string_id'], by: ['project_id'] },
  listings: { key: ['project_id', 'path'], by: ['project_id'] },
  compute_servers: { key: ['id'], by: ['project_id'] },
  cloud_filesystems: { key: ['id'], by: ['project_id'] },
  messages: { key: ['id'], by: ['from_id', 'to_ids'] },
  request_times: { key: ['name', 'account_id', 'unit'], by: [] },
  sequences: { key: ['name'], by: [] },
  public_path_stars: { key: ['public_path_id', 'account_id'], by: ['public_path_id'] },
  token_actions: { key: ['token'], by: [] },
  shopping_cart_items: { key: ['id'], by: ['account_id'] },
  groups: { key: ['group_id'], by: ['owner_account_ids'] },
  purchases: { key: ['id'], by: ['account_id'] },
  subscriptions: { key: ['id'], by: ['account_id'] },
  statements: { key: ['id'], by: ['account_id'] },
  purchase_quotas: { key: ['id'], by: ['account_id'] },
  vouchers: { key: ['id'], by: ['created_by'] },
  openai_chatgpt_log: { key: ['id'], by: ['account_id'] },
  server_settings: { key: ['name'], by: [] },
  system_notifications: { key: ['id'], by: [] },
  compute_images: { key: ['id'], by: [] },
  news: { key: ['id'], by: [] },
  lti: { key: ['iss'], by: [] },
} as const satisfies Record<string, RowsDeclared>;

interface RowsDeclared {
  readonly key: readonly string[];
  readonly by: readonly string[];
}

export type RowsName = keyof typeof declared;

/** The columns of the table's key. */
export function keyColumns(name: RowsName): readonly string[] {
  return declared[name].key;
}

/** The key of the row, of which the key's columns are enough. */
export function rowKey(name: RowsName, row: JsonObject): string {
  const values = keyColumns(name).map((column) => row[column]);
  return values.length === 1 ? String(values[0]) : JSON.stringify(values);
}

const columnValue = orNull(either(text, number, boolean));

/** A row; what it is found by can be told as a text. */
function rowShape({ key, by }: RowsDeclared): Shape<JsonObject> {
  return (value, place) => {
    const row = jsonObject(value, place);
    for (const name of [...key, ...by]) {
      const given = Object.hasOwn(row, name) ? row[name] : null;
      const inside = placeOf(place, name);
      if (Array.isArray(given)) list(columnValue)(given, inside);
      else columnValue(given, inside);
    }
    return row;
  };
}

function rows(name: RowsName): Table<JsonObject, string> {
  const { by }: RowsDeclared = declared[name];
  const indexes = by.map((column) => [column, many((row: JsonObject) => row[column], valuesOf)] as const);
  return table({ record: rowShape(declared[name]), key: (row) => rowKey(name, row), by: Object.fromEntries(indexes) });
}

function valuesOf(value: unknown): string[] {
  return (Array.isArray(value) ? value : value == null ? [] : [value]).map(String);
}

const names = Object.keys(declared) as RowsName[];

export const databaseTables = Object.fromEntries(names.map((name) => [name, rows(name)])) as {
  readonly [Name in RowsName]: Table<JsonObject, string>;
};
