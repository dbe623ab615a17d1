import { defineEndpoint } from '../../core/endpoint.ts';
import { refuse } from '../../core/errors.ts';
import type { Json } from '../../core/json.ts';
import { optional, options, required } from '../../core/options.ts';
import { userQuery } from '../../core/query/user-query.ts';
import { newUuid } from '../../core/random.ts';
import { isTruthy } from '../../core/values.ts';

/** Gets or sets rows of the hub's tables. The request comes back with the result for its query. [smc-hub/client.coffee mesg_query] */
export const endpoint = defineEndpoint({
  name: 'v1/query',
  request: options({
    id: optional,
    query: required,
    changes: optional,
    multi_response: false,
    options: optional,
  }),

  inspect({ multi_response }) {
    if (isTruthy(multi_response)) throw refuse('multi_response');
  },

  handle(state, { id, query, changes, multi_response, options }, { account_id }) {
    const feed = isTruthy(changes) ? { changes: { id: id ?? newUuid(state, 'id') } } : {};
    const { state: after, result } = userQuery(state, { query, options: options ?? null, account_id, ...feed });
    const echo = { changes, multi_response, options };
    const sent = Object.entries(echo).filter((entry): entry is [string, Json] => entry[1] !== undefined);
    return { state: after, answer: { event: 'query', query: result, ...Object.fromEntries(sent) } };
  },
});
