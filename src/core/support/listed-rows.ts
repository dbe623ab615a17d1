/** How many rows lists of purchases may have. [server/purchases/get-purchases.ts] */
import { refuse } from '../errors.ts';
import type { Json } from '../json.ts';
import { asNumber } from '../values.ts';

const MOST_ROWS = 500;

/** @throws Refusal `page_limit`, also for no rows at all. */
export function checkPageLimit(limit: Json | undefined): void {
  if (limit !== undefined && (!limit || asNumber(limit) > MOST_ROWS)) throw refuse('page_limit', { limit: MOST_ROWS });
}
