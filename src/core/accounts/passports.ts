/** Ways to sign in by another service. */
import { type HubState, update } from '../state.ts';

/** The state with the account unable to sign in by the service as `id`; nothing happens where it never was. */
export function withoutPassport(
  state: HubState,
  account_id: string,
  { strategy, id }: { readonly strategy: string; readonly id: string },
): HubState {
  return update(state, 'accounts', account_id, (account) => {
    const { [`${strategy}-${id}`]: _unlinked, ...passports } = account.passports ?? {};
    return { ...account, passports };
  });
}
