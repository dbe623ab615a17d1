/** The order of accounts that share what they are sorted by: the database leaves it open. */
import { compareTexts } from '../database/order.ts';
import type { HubState } from '../state.ts';
import { placesIn } from '../stored-order.ts';
import type { Account } from './records.ts';

/** The first `most` of the accounts, the greatest number first; of those with the same, by id, or as a database happens to have them. */
export function firstByNumber(
  state: HubState,
  accounts: readonly Account[],
  number: (account: Account) => number,
  most: number,
): Account[] {
  const place = placesIn(state);
  const compare = (one: Account, other: Account) =>
    number(other) - number(one) || compareTexts(place(one.account_id), place(other.account_id));
  if (!(most >= 0)) return accounts.toSorted(compare).slice(0, most);
  // Mostly few of many are wanted: the others are not worth sorting.
  let first: Account[] = [];
  let worst: Account | undefined;
  for (const account of accounts) {
    if (worst !== undefined && compare(worst, account) <= 0) continue;
    first.push(account);
    if (first.length < 2 * most + SPARE) continue;
    first = first.sort(compare).slice(0, most);
    worst = first.at(-1);
  }
  return first.sort(compare).slice(0, most);
}

const SPARE = 100;
