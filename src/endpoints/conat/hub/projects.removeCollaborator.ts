import { firstOf, type HubFunction } from '../../../core/functions.ts';
import { readMember } from '../../../core/javascript.ts';
import { removeMember } from '../../../core/projects/management.ts';

/** Takes an account that is no owner out of a project. [server/projects/collaborators.ts removeCollaborator] */
export const endpoint: HubFunction = {
  name: 'conat/hub/projects.removeCollaborator',
  account: 'first',
  handle(state, args, { account_id }) {
    const { opts } = firstOf(args);
    const asked = { project_id: readMember(opts, 'project_id'), target: readMember(opts, 'account_id') };
    return { state: removeMember(state, asked, account_id), answer: null };
  },
};
