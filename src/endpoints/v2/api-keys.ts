import { manageApiKeys } from '../../core/accounts/api-key-management.ts';
import { refuse } from '../../core/errors.ts';
import { optional, options } from '../../core/options.ts';
import { defineRestEndpoint } from '../../core/rest.ts';
import { signedInFirst } from '../../core/signed-in.ts';

/** Shows, makes, changes or deletes API keys of the caller or of a project. [next/pages/api/v2/api-keys.ts; server/api/manage.ts] */
export const endpoint = defineRestEndpoint({
  name: 'v2/api-keys',
  request: options({ action: optional, project_id: optional, name: optional, expire: optional, id: optional }),
  renders: 'message',
  authorize: [signedInFirst()],
  handle(state, request, { account_id }) {
    const { action, project_id, name, expire, id } = request;
    if (!state.accounts.has(account_id)) throw refuse('no_account_for_keys');
    const { state: after, rows } = manageApiKeys(state, { account_id, action, project_id, name, expire, id });
    return { state: after, answer: rows === null ? {} : { response: rows } };
  },
});
