import { manageApiKeys } from '../../../core/accounts/api-key-management.ts';
import { defineHubFunction } from '../../../core/functions.ts';
import { optional, options } from '../../../core/options.ts';

/** Shows, makes, changes or deletes API keys of the caller or of a project. [server/api/manage.ts] */
export const endpoint = defineHubFunction({
  name: 'conat/hub/system.manageApiKeys',
  account: 'first',
  request: options({ action: optional, project_id: optional, name: optional, expire: optional, id: optional }),
  handle(state, request, { account_id }) {
    const { action, project_id, name, expire, id } = request;
    const { state: after, rows } = manageApiKeys(state, { account_id, action, project_id, name, expire, id });
    return { state: after, answer: rows };
  },
});
