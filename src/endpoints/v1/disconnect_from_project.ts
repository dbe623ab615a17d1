import { defineEndpoint } from '../../core/endpoint.ts';
import { optional, options, required } from '../../core/options.ts';
import { canWriteOr } from '../../core/projects/access.ts';

/** Drops the hub's connection to the project, of which nothing is seen from outside. [smc-hub/client.coffee mesg_disconnect_from_project] */
export const endpoint = defineEndpoint({
  name: 'v1/disconnect_from_project',
  request: options({ id: optional, project_id: required }),
  authorize: [canWriteOr('project_id', 'cannot_disconnect')],

  handle(state) {
    return { state, answer: { event: 'success' } };
  },
});
