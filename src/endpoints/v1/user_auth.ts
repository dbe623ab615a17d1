import { isAdmin } from '../../core/accounts/accounts.ts';
import { type Asking, isAuthBanned, withAuthBan, withAuthToken } from '../../core/accounts/auth-tokens.ts';
import { isPasswordCorrect } from '../../core/accounts/passwords.ts';
import { deviates } from '../../core/deviations.ts';
import { defineEndpoint } from '../../core/endpoint.ts';
import { refuse } from '../../core/errors.ts';
import type { Json } from '../../core/json.ts';
import { optional, options, required } from '../../core/options.ts';
import { newToken } from '../../core/random.ts';
import type { HubState } from '../../core/state.ts';
import { logged } from '../../core/support/log.ts';
import { asText, isUuid } from '../../core/values.ts';

/**
 * Gives out a token that signs in as an account, against its password, which an admin need not know.
 * [smc-hub/client.coffee mesg_user_auth], [smc-hub/auth-token.coffee get_user_auth_token]
 */
export const endpoint = defineEndpoint({
  name: 'v1/user_auth',
  request: options({ id: optional, account_id: required, password: required }),

  handle(state, { account_id: target, password }, { account_id }) {
    const asking = { account_id, target: asText(target) };
    if (isAuthBanned(state, asking)) throw refuse('auth_token_banned');
    if (!isUuid(target)) throw refuse('invalid_account_id', { account_id: asking.target });

    const user_account_id = target.toLowerCase();
    const is_admin = isAdmin(state, account_id);
    if (!(is_admin && password === '' && needsNoPassword(state, user_account_id))) {
      checkPassword(state, asking, user_account_id, password);
    }

    const auth_token = newToken(state, 'auth token');
    const noted = logged(state, 'get_user_auth_token', { account_id, user_account_id, is_admin });
    return {
      state: withAuthToken(noted, auth_token, user_account_id),
      answer: { event: 'user_auth_token', auth_token },
    };
  },
});

/** Whether an admin gets in without the account's password: it has one that need not be shown. */
function needsNoPassword(state: HubState, account_id: string): boolean {
  if (deviates(state, 'auth_token_without_password')) return true;
  return state.accounts.get(account_id)?.password_hash != null;
}

/** A wrong password bans whoever is asking. */
function checkPassword(state: HubState, asking: Asking, account_id: string, password: Json): void {
  const account = state.accounts.get(account_id);
  if (account === undefined) throw refuse('no_such_account');
  if (!isPasswordCorrect(password, account.password_hash)) {
    throw refuse('auth_password_wrong').keeping(withAuthBan(state, asking));
  }
}
