import { defineHubFunction } from '../../../core/functions.ts';
import { optional, options } from '../../../core/options.ts';
import { createProject } from '../../../core/projects/creation.ts';

/** Makes a project that the caller owns, and answers its id; with `start` it begins to run afterwards. [server/projects/create.ts] */
export const endpoint = defineHubFunction({
  name: 'conat/hub/projects.createProject',
  account: 'first',
  request: options({
    title: optional,
    description: optional,
    image: optional,
    license: optional,
    public_path_id: optional,
    noPool: optional,
    start: optional,
    ephemeral: optional,
    customize: optional,
    project_id: optional,
  }),
  handle(state, request, { account_id }) {
    const { state: after, project_id } = createProject(state, request, account_id);
    return { state: after, answer: project_id };
  },
});
