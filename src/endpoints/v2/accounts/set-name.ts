import { isAdmin } from '../../../core/accounts/accounts.ts';
import { refuse } from '../../../core/errors.ts';
import type { JsonObject } from '../../../core/json.ts';
import { optional, options } from '../../../core/options.ts';
import { userQuery } from '../../../core/query/user-query.ts';
import { defineRestEndpoint } from '../../../core/rest.ts';
import { signedInFirst } from '../../../core/signed-in.ts';
import { asText, isTruthy } from '../../../core/values.ts';

/** Gives an account other names. [next/pages/api/v2/accounts/set-name.ts] */
export const endpoint = defineRestEndpoint({
  name: 'v2/accounts/set-name',
  request: options({ account_id: optional, username: optional, first_name: optional, last_name: optional }),
  renders: 'value',
  queries: true,
  authorize: [signedInFirst('to_edit_name')],
  handle(state, { account_id: asked, username, first_name, last_name }, { account_id }) {
    if (asked && !isAdmin(state, account_id)) throw refuse('account_by_other');
    const given = Object.entries({ name: username, first_name, last_name }).filter(([, value]) => isTruthy(value));
    if (given.length === 0) return { state, answer: { status: 'success' } };
    const acting = asked ? asText(asked) : account_id;
    const query = { accounts: { account_id: acting, ...(Object.fromEntries(given) as JsonObject) } };
    return { state: userQuery(state, { query, account_id: acting }).state, answer: { status: 'success' } };
  },
});
