/** Keeping accounts out of the site. [server/accounts/ban.ts] */
import { type HubState, remove, update } from '../state.ts';

/** The state with the account banned, if there is one, and without its tokens to sign in with. */
export function withBan(state: HubState, account_id: string): HubState {
  const banned = update(state, 'accounts', account_id, (account) => ({ ...account, banned: true }));
  return [...banned.authTokens.values()]
    .filter((token) => token.account_id === account_id)
    .reduce((result, { token }) => remove(result, 'authTokens', token), banned);
}

export function withoutBan(state: HubState, account_id: string): HubState {
  return update(state, 'accounts', account_id, (account) => ({ ...account, banned: false }));
}
