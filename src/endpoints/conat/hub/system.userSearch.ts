import { searchAccounts } from '../../../core/accounts/account-search.ts';
import { defineHubFunction } from '../../../core/functions.ts';
import { optional, options } from '../../../core/options.ts';

/** Finds accounts by name, user name, id or e-mail address. [server/conat/api/system.ts] */
export const endpoint = defineHubFunction({
  name: 'conat/hub/system.userSearch',
  account: 'first',
  request: options({ query: optional, limit: optional, admin: optional, only_email: optional }),
  handle(state, request, { account_id }) {
    const { query, limit, admin, only_email } = request;
    return { state, answer: searchAccounts(state, { account_id, query, limit, admin, only_email }) };
  },
});
