import { withoutAuthToken } from '../../../core/accounts/auth-tokens.ts';
import { textColumn } from '../../../core/database/database.ts';
import { firstOf, type HubFunction } from '../../../core/functions.ts';

/** Takes back a token, whoever has it and whosever it is. [server/conat/api/org.ts] */
export const endpoint: HubFunction = {
  name: 'conat/hub/org.expireToken',
  account: 'first',
  handle(state, args) {
    const { token } = firstOf(args);
    return { state: token == null ? state : withoutAuthToken(state, textColumn(token)), answer: null };
  },
};
