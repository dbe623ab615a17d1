import { withoutAuthToken } from '../../../core/accounts/auth-tokens.ts';
import { textColumn } from '../../../core/database/database.ts';
import { defineHubFunction } from '../../../core/functions.ts';
import { optional, options } from '../../../core/options.ts';

/** Takes back a token, whoever has it and whosever it is. [server/conat/api/org.ts] */
export const endpoint = defineHubFunction({
  name: 'conat/hub/org.expireToken',
  account: 'first',
  request: options({ token: optional }),
  handle(state, request) {
    const { token } = request;
    return { state: token == null ? state : withoutAuthToken(state, textColumn(token)), answer: null };
  },
});
