/** Ways to sign in by another service. */
import type { HubState } from '../state.ts';
import { updateAccount } from './accounts.ts';

/** The state with the account unable to sign in by the service as `id`; nothing happens where it never was. */
export function withoutPassport(
  state: HubState,
  account_id: string,
  { strategy, id }: { readonly strategy: string; readonly id: string },
): HubState {
  return updateAccount(state, account_id, (account) => {
    const { [`${strategy}-${id}`]: _unlinked, ...passports } = account.passports ?? {};
    return { ...account, passports };
  });
}
