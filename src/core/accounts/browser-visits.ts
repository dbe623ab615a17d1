/** Addresses that a browser opens to be signed in, or to be given a key. */
import { refuse } from '../errors.ts';
import { HOUR } from '../instant.ts';
import type { Cookie } from '../outcome.ts';
import type { HubState } from '../state.ts';
import { isBanned } from './api-keys.ts';
import { signedIn } from './sessions.ts';

const IMPERSONATION = 12 * HOUR;

/**
 * The account of the token, signed in for twelve hours. A token can be used until it expires.
 *
 * @throws Refusal `auth_token_empty`, `auth_token_unknown`, `session_of_banned`
 * @see [server/auth/impersonate.ts]
 */
export function impersonated(
  state: HubState,
  token: string,
): { readonly state: HubState; readonly account_id: string; readonly cookies: readonly Cookie[] } {
  if (token === '') throw refuse('auth_token_empty');
  const row = state.authTokens.get(token);
  if (row === undefined || row.expire <= state.now) throw refuse('auth_token_unknown', { token });
  const { account_id } = row;
  if (isBanned(state, account_id)) throw refuse('session_of_banned');
  return { ...signedIn(state, account_id, IMPERSONATION), account_id };
}
