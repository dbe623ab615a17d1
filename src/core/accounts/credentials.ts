/** Showing an account's password, and changing it. */

import type { Json } from '../json.ts';
import { type HubState, update } from '../state.ts';
import { isTruthy, plainText } from '../values.ts';
import { hashPassword, isPasswordCorrect } from './passwords.ts';
import type { Account } from './records.ts';

/** The state with `password`, of any length, as the account's; `name` names the draw of its salt. */
export function withPassword(state: HubState, account_id: string, name: string, password: string): HubState {
  const password_hash = hashPassword(state, name, password);
  return update(state, 'accounts', account_id, (account) => ({ ...account, password_hash }));
}

/**
 * The state after somebody has shown the account's password, or `undefined` where it is not the right one.
 *
 * An account without a password takes what is shown for its own, be it as short as it may.
 *
 * @throws Refusal `unsimulated` where that is no text.
 * @see [smc-hub/auth.ts is_password_correct] with `allow_empty_password`
 */
export function showPassword(state: HubState, account: Account, password: Json): HubState | undefined {
  if (account.password_hash !== null) return isPasswordCorrect(password, account.password_hash) ? state : undefined;
  if (!isTruthy(password)) return state;
  return withPassword(state, account.account_id, 'adopted password', plainText(password, 'password'));
}
