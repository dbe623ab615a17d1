import { refuse } from '../../core/errors.ts';
import { options, required } from '../../core/options.ts';
import { userQuery } from '../../core/query/user-query.ts';
import { defineRestEndpoint } from '../../core/rest.ts';

/** Gets or sets rows of the hub's tables. [next/pages/api/v2/user-query.ts] */
export const endpoint = defineRestEndpoint({
  name: 'v2/user-query',
  request: options({ query: required }),
  renders: 'value',
  credentials: 'unguarded',
  queries: true,
  handle(state, { query }, { account_id }) {
    if (query === undefined) throw refuse('query_not_sent');
    const { state: after, result } = userQuery(state, { query, account_id });
    return { state: after, answer: { query: result } };
  },
});
