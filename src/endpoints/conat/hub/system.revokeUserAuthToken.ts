import { withoutAuthToken } from '../../../core/accounts/auth-tokens.ts';
import { sqlText } from '../../../core/database/database.ts';
import { defineHubFunction } from '../../../core/functions.ts';
import { options, required } from '../../../core/options.ts';

/** Lets a token sign nobody in any more, whoever made it. [server/auth/auth-token.ts] */
export const endpoint = defineHubFunction({
  name: 'conat/hub/system.revokeUserAuthToken',
  account: 'none',
  positional: true,
  request: options({ token: required }),
  handle: (state, { token }) => ({
    state: token == null ? state : withoutAuthToken(state, sqlText(token)),
    answer: null,
  }),
});
