/** Ways to sign in by another service. */
import { type HubState, update } from '../state.ts';

/** The state with the account unable to sign in by the service as `id`; nothing happens where it never was. */
export function withoutPassport(
  state: HubState,
  account_id: string,
  { strategy, id }: { readonly strategy: string; readonly id: string },
): HubState {
  return withoutPassportNamed(state, account_id, `${strategy}-${id}`);
}

/** As `withoutPassport`, by the name that stands for both. */
export function withoutPassportNamed(state: HubState, account_id: string, name: string): HubState {
  return update(state, 'accounts', account_id, (account) => {
    const { [name]: _unlinked, ...passports } = account.passports ?? {};
    return { ...account, passports };
  });
}
