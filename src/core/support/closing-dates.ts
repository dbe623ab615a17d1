/** On which day of the month an account's statements end. [server/purchases/closing-date.ts] */

import type { Instant } from '../instant.ts';
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
): { readonly state: HubState; readonly last: Instant; readonly next: Instant } {
  const account = state.accounts.get(account_id);
  const kept = account?.columns.purchase_closing_day ?? null;
  const day = kept === null ? drawnDay(state) : (asColumn('integer', kept) as number);
  const dates = { last: closingOf(state.now, day, 0), next: closingOf(state.now, day, 1) };
  return { state: kept === null ? withClosingDay(state, account_id, day) : state, ...dates };
}

/** Makes today the day on which the account's statements end, or the first where not every month has today. [reset-closing-date.ts] */
export function closingToday(state: HubState, account_id: string): HubState {
  const today = new Date(state.now).getUTCDate();
  return withClosingDay(state, account_id, today > LAST_DAY ? 1 : today);
}

function withClosingDay(state: HubState, account_id: string, purchase_closing_day: number): HubState {
  const account = state.accounts.get(account_id);
  if (account === undefined) return state;
  return put(state, 'accounts', { ...account, columns: { ...account.columns, purchase_closing_day } });
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
