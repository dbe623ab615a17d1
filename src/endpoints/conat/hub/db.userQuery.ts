import { defineHubFunction } from '../../../core/functions.ts';
import { optional, options, required } from '../../../core/options.ts';
import { userQuery } from '../../../core/query/user-query.ts';

/** Gets or sets rows of the hub's tables. [database/user-query/index.ts] */
export const endpoint = defineHubFunction({
  name: 'conat/hub/db.userQuery',
  account: 'first',
  request: options({ query: required, options: optional }),
  queries: true,
  handle(state, request, { account_id }) {
    const { query = null, options = null } = request;
    const { state: after, result } = userQuery(state, { query, options, account_id });
    return { state: after, answer: result };
  },
});
