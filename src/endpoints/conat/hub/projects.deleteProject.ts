import { firstOf, type HubFunction } from '../../../core/functions.ts';
import { deleteProject } from '../../../core/projects/creation.ts';

/** Stops a project and calls it deleted; nothing of it goes away. [server/projects/delete.ts] */
export const endpoint: HubFunction = {
  name: 'conat/hub/projects.deleteProject',
  account: 'first',
  handle: (state, args, { account_id }) => deleteProject(state, firstOf(args).project_id, account_id),
};
