import { isAdmin } from '../../../core/accounts/accounts.ts';
import { refuse } from '../../../core/errors.ts';
import { options, required } from '../../../core/options.ts';
import { isCollaboratorOrItself, uuidNamed } from '../../../core/projects/rest-access.ts';
import { userQuery } from '../../../core/query/user-query.ts';
import { defineRestEndpoint } from '../../../core/rest.ts';
import { signedInFirst } from '../../../core/signed-in.ts';

/** Takes back that a project is deleted; its licences stay away. [next/pages/api/v2/projects/restore.ts] */
export const endpoint = defineRestEndpoint({
  name: 'v2/projects/restore',
  request: options({ project_id: required }),
  renders: 'message',
  credentials: 'unguarded',
  authorize: [uuidNamed('project_id'), signedInFirst()],
  handle(state, { project_id = null }, { account_id }) {
    if (!isAdmin(state, account_id) && !isCollaboratorOrItself(state, project_id, account_id)) {
      throw refuse('members_only', { to: 'restore' });
    }
    const query = { projects: { project_id, deleted: false } };
    return { state: userQuery(state, { query, account_id }).state, answer: { status: 'ok' } };
  },
});
