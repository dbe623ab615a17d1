import { accountMeant } from '../../../core/accounts/account-meant.ts';
import type { Json } from '../../../core/json.ts';
import { optional, options, required } from '../../../core/options.ts';
import { userQuery } from '../../../core/query/user-query.ts';
import { defineRestEndpoint } from '../../../core/rest.ts';
import { signedInFirst } from '../../../core/signed-in.ts';
import { asText, isTruthy } from '../../../core/values.ts';

/** Sets what a project is called and described as. [server/projects/set-one.ts] */
export const endpoint = defineRestEndpoint({
  name: 'v2/projects/update',
  request: options({
    project_id: required,
    title: optional,
    description: optional,
    name: optional,
    account_id: optional,
  }),
  renders: 'value',
  queries: true,
  authorize: [signedInFirst('to_update')],
  handle(state, { project_id, title, description, name, account_id: asked }, { account_id }) {
    const whose = accountMeant(state, asked, account_id);
    const set = Object.entries({ title, description, name }).filter(([, value]) => isTruthy(value));
    const answer = { status: 'ok' };
    if (set.length === 0) return { state, answer };
    const query = { projects: { ...(project_id !== undefined && { project_id }), ...Object.fromEntries(set) } } as Json;
    return { state: userQuery(state, { query, account_id: asText(whose) }).state, answer };
  },
});
