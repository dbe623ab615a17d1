import { firstOf, type HubFunction } from '../../../core/functions.ts';
import { createProject } from '../../../core/projects/creation.ts';

/** Makes a project that the caller owns, and answers its id; with `start` it begins to run afterwards. [server/projects/create.ts] */
export const endpoint: HubFunction = {
  name: 'conat/hub/projects.createProject',
  account: 'first',
  handle(state, args, { account_id }) {
    const { state: after, project_id } = createProject(state, firstOf(args), account_id);
    return { state: after, answer: project_id };
  },
};
