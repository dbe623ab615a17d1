/** Lists of purchases and the like: how many rows they may have, which part is told, and times in them. [server/purchases/get-purchases.ts] */
import { sqlInteger } from '../database/database.ts';
import { refuse } from '../errors.ts';
import { iso } from '../instant.ts';
import type { Json } from '../json.ts';
import { asNumber } from '../values.ts';

const MOST_ROWS = 500;

/** @throws Refusal `page_limit`, also for no rows at all. */
export function checkPageLimit(limit: Json | undefined): void {
  if (limit !== undefined && (!limit || asNumber(limit) > MOST_ROWS)) throw refuse('page_limit', { limit: MOST_ROWS });
}

/** A part of a list. */
export interface Page {
  readonly limit?: Json | undefined;
  readonly offset?: Json | undefined;
}

const MOST_TOLD = 100;

/** @throws Refusal in the database's words */
export function pageOf<Row>(rows: readonly Row[], { limit, offset }: Page): readonly Row[] {
  const first = sqlInteger(offset ?? 0);
  return rows.slice(first, first + sqlInteger(limit ?? MOST_TOLD));
}

/** The column of a time, as it is told. */
export function toldTime(time: Json | undefined): Json {
  return time == null ? null : iso(asNumber(time));
}
