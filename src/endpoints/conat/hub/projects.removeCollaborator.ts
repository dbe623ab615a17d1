import { defineHubFunction } from '../../../core/functions.ts';
import { readMember } from '../../../core/javascript.ts';
import { options, required } from '../../../core/options.ts';
import { removeMember } from '../../../core/projects/management.ts';

/** Takes an account that is no owner out of a project. [server/projects/collaborators.ts removeCollaborator] */
export const endpoint = defineHubFunction({
  name: 'conat/hub/projects.removeCollaborator',
  account: 'first',
  request: options({ opts: required }),
  handle(state, request, { account_id }) {
    const { opts } = request;
    const asked = { project_id: readMember(opts, 'project_id'), target: readMember(opts, 'account_id') };
    return { state: removeMember(state, asked, account_id), answer: null };
  },
});
