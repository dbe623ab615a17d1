/** On which day of the month an account's statements end. [server/purchases/closing-date.ts] */

import { type Instant, iso } from '../instant.ts';
import type { JsonObject } from '../json.ts';
import { asColumn } from '../query/columns.ts';
import { newNumber } from '../random.ts';
import { type HubState, put } from '../state.ts';

/** Every month has that many. */
const LAST_DAY = 28;
const FAR_DAYS = 7;

/** When the last statement of the account ended, and when the next does; the day is drawn when first asked for. */
export function closingDates(
  state: HubState,
  account_id: string,
): { readonly state: HubState; readonly dates: JsonObject } {
  const account = state.accounts.get(account_id);
  const kept = account?.columns.purchase_closing_day ?? null;
  const day = kept === null ? drawnDay(state) : (asColumn('integer', kept) as number);
  const dates = { last: iso(closingOf(state.now, day, 0)), next: iso(closingOf(state.now, day, 1)) };
  if (kept !== null || account === undefined) return { state, dates };
  const columns = { ...account.columns, purchase_closing_day: day };
  return { state: put(state, 'accounts', { ...account, columns }), dates };
}

/** A day of the month that is far from today's. */
function drawnDay(state: HubState): number {
  const today = new Date(state.now).getUTCDate();
  const days = Array.from({ length: LAST_DAY }, (_, at) => at + 1).filter((day) => Math.abs(day - today) > FAR_DAYS);
  return days[newNumber(state, 'closing day', days.length)] as number;
}

/** The `after`-th closing after the last one until now. */
function closingOf(now: Instant, day: number, after: number): Instant {
  const today = new Date(now);
  const before = today.getUTCDate() < day ? 1 : 0;
  return Date.UTC(today.getUTCFullYear(), today.getUTCMonth() - before + after, day);
}
