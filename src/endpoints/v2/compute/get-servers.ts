import { refuse } from '../../../core/errors.ts';
import { optional, options } from '../../../core/options.ts';
import { isCollaboratorOrItself } from '../../../core/projects/rest-access.ts';
import { defineRestEndpoint } from '../../../core/rest.ts';
import { signedInFirst } from '../../../core/signed-in.ts';
import { throttled } from '../../../core/throttle.ts';

/** Lists the caller's compute servers, or those of a project: there are none here. [next/pages/api/v2/compute/get-servers.ts] */
export const endpoint = defineRestEndpoint({
  name: 'v2/compute/get-servers',
  request: options({ project_id: optional, id: optional }),
  renders: 'text',
  authorize: [signedInFirst()],
  handle(state, { project_id }, { account_id }) {
    return throttled(state, THROTTLE, account_id, (counted) => {
      if (project_id != null && !isCollaboratorOrItself(counted, project_id, account_id)) {
        throw refuse('servers_of_other');
      }
      return { state: counted, answer: [] };
    });
  },
});

const THROTTLE = { name: 'compute/get-servers', mostPer: { second: 5, minute: 50, hour: 500 } };
