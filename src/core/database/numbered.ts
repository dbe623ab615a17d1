/** Rows that the database numbers. */
import type { JsonObject } from '../json.ts';
import type { Table } from '../table.ts';
import { asNumber } from '../values.ts';

/** One more than the highest id of a table whose rows are numbered. */
export function idAfter(rows: Table<JsonObject, string>): number {
  let last = 0;
  for (const { id = null } of rows.values()) last = Math.max(last, asNumber(id));
  return last + 1;
}
