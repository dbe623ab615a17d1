import { touchAccount } from '../../../core/accounts/accounts.ts';
import { refuse } from '../../../core/errors.ts';
import { defineHubFunction } from '../../../core/functions.ts';
import { optional, options } from '../../../core/options.ts';
import { isCollaborator } from '../../../core/projects/access.ts';
import { touchProjectAs } from '../../../core/projects/projects.ts';
import { isTruthy } from '../../../core/values.ts';

/** Marks the caller as active, and a project as used by it, without starting that. [server/conat/api/db.ts] */
export const endpoint = defineHubFunction({
  name: 'conat/hub/db.touch',
  account: 'first',
  request: options({ project_id: optional, path: optional, action: optional }),
  handle(state, request, { account_id }) {
    const { project_id } = request;
    if (!isTruthy(project_id)) return { state: touchAccount(state, account_id), answer: null };
    if (!isCollaborator(state, project_id, account_id)) throw refuse('not_collaborator_to_touch');
    return { state: touchProjectAs(touchAccount(state, account_id), project_id as string, account_id), answer: null };
  },
});
