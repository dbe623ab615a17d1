import { defineHubFunction } from '../../../core/functions.ts';
import { options, required } from '../../../core/options.ts';
import { addPeople } from '../../../core/projects/adding.ts';

/** Adds accounts to projects, without asking or telling them. [server/projects/collaborators.ts addCollaborator] */
export const endpoint = defineHubFunction({
  name: 'conat/hub/projects.addCollaborator',
  account: 'first',
  request: options({ opts: required }),
  handle(state, request, { account_id }) {
    const { state: added, project_id } = addPeople(state, request.opts, account_id);
    return { state: added, answer: { project_id } };
  },
});
