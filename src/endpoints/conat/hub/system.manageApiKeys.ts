import { manageApiKeys } from '../../../core/accounts/api-key-management.ts';
import { firstOf, type HubFunction } from '../../../core/functions.ts';

/** Shows, makes, changes or deletes API keys of the caller or of a project. [server/api/manage.ts] */
export const endpoint: HubFunction = {
  name: 'conat/hub/system.manageApiKeys',
  account: 'first',
  handle(state, args, { account_id }) {
    const { action, project_id, name, expire, id } = firstOf(args);
    const { state: after, rows } = manageApiKeys(state, { account_id, action, project_id, name, expire, id });
    return { state: after, answer: rows };
  },
};
