import { firstOf, type HubFunction } from '../../../core/functions.ts';
import { userQuery } from '../../../core/query/user-query.ts';

/** Gets or sets rows of the hub's tables. [database/user-query/index.ts] */
export const endpoint: HubFunction = {
  name: 'conat/hub/db.userQuery',
  account: 'first',
  queries: true,
  handle(state, args, { account_id }) {
    const { query = null, options = null } = firstOf(args);
    const { state: after, result } = userQuery(state, { query, options, account_id });
    return { state: after, answer: result };
  },
};
