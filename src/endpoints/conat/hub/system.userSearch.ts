import { searchAccounts } from '../../../core/accounts/account-search.ts';
import { firstOf, type HubFunction } from '../../../core/functions.ts';

/** Finds accounts by name, user name, id or e-mail address. [server/conat/api/system.ts] */
export const endpoint: HubFunction = {
  name: 'conat/hub/system.userSearch',
  account: 'first',
  handle(state, args, { account_id }) {
    const { query, limit, admin, only_email } = firstOf(args);
    return { state, answer: searchAccounts(state, { account_id, query, limit, admin, only_email }) };
  },
};
