import { defineHubFunction } from '../../../core/functions.ts';
import { options, required } from '../../../core/options.ts';
import { deletedFor } from '../../../core/projects/creation.ts';

/** Stops a project and calls it deleted; nothing of it goes away. [server/projects/delete.ts] */
export const endpoint = defineHubFunction({
  name: 'conat/hub/projects.deleteProject',
  account: 'first',
  request: options({ project_id: required }),
  handle: (state, request, { account_id }) =>
    deletedFor(state, request.project_id, account_id, (deleted) => ({ state: deleted, answer: null })),
});
