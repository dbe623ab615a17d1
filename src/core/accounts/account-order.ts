/** The order of accounts that share what they are sorted by: the database leaves it open. */
import { compareTexts } from '../database/order.ts';
import type { HubState } from '../state.ts';
import { inStoredOrder } from '../stored-order.ts';
import type { Account } from './records.ts';

/** The greatest number first; of those with the same, by id, or as a database happens to have them. */
export function sortedByNumber(
  state: HubState,
  accounts: readonly Account[],
  number: (account: Account) => number,
): Account[] {
  const byId = accounts.toSorted((one, other) => compareTexts(one.account_id, other.account_id));
  return inStoredOrder(state, byId, ({ account_id }) => account_id).toSorted(
    (one, other) => number(other) - number(one),
  );
}
