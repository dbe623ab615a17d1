import { firstOf, type HubFunction } from '../../../core/functions.ts';
import { addPeople } from '../../../core/projects/adding.ts';

/** Adds accounts to projects, without asking or telling them. [server/projects/collaborators.ts addCollaborator] */
export const endpoint: HubFunction = {
  name: 'conat/hub/projects.addCollaborator',
  account: 'first',
  handle(state, args, { account_id }) {
    const { state: added, project_id } = addPeople(state, firstOf(args).opts, account_id);
    return { state: added, answer: { project_id } };
  },
};
