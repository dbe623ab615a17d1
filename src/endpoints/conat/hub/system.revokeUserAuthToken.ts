import { withoutAuthToken } from '../../../core/accounts/auth-tokens.ts';
import { sqlText } from '../../../core/database/database.ts';
import type { HubFunction } from '../../../core/functions.ts';

/** Lets a token sign nobody in any more, whoever made it. [server/auth/auth-token.ts] */
export const endpoint: HubFunction = {
  name: 'conat/hub/system.revokeUserAuthToken',
  account: 'none',
  handle: (state, [token]) => ({
    state: token == null ? state : withoutAuthToken(state, sqlText(token)),
    answer: null,
  }),
};
