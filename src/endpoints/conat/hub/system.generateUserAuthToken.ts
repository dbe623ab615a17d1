import { isAdmin } from '../../../core/accounts/accounts.ts';
import { isAuthBanned, withAuthBan, withAuthToken } from '../../../core/accounts/auth-tokens.ts';
import { isPasswordCorrect } from '../../../core/accounts/passwords.ts';
import { refuse } from '../../../core/errors.ts';
import { defineHubFunction } from '../../../core/functions.ts';
import { DAY, SECOND } from '../../../core/instant.ts';
import { optional, options, required } from '../../../core/options.ts';
import { uuidColumn } from '../../../core/query/columns.ts';
import { newToken } from '../../../core/random.ts';
import { asText } from '../../../core/values.ts';

const BAN = 30 * SECOND;

/** Gives out a token that signs in as an account, against its password, which an admin need not know. [server/auth/auth-token.ts] */
export const endpoint = defineHubFunction({
  name: 'conat/hub/system.generateUserAuthToken',
  account: 'first',
  request: options({ user_account_id: required, password: optional }),
  handle(state, request, { account_id }) {
    const { user_account_id = null, password = '' } = request;
    const asking = { account_id, target: asText(user_account_id) };
    if (isAuthBanned(state, asking)) throw refuse('auth_token_refused_for_now');
    const target = uuidColumn(user_account_id);
    const hash = state.accounts.get(target)?.password_hash ?? null;
    if (!isAdmin(state, account_id) && !isPasswordCorrect(password, hash)) {
      throw refuse('password_incorrect').keeping(withAuthBan(state, asking, BAN));
    }
    const token = newToken(state, 'auth token');
    return { state: withAuthToken(state, token, target, state.now + DAY), answer: token };
  },
});
