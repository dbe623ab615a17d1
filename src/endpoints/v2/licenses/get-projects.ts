import { options } from '../../../core/options.ts';
import { licensedProjects } from '../../../core/projects/license-views.ts';
import { defineRestEndpoint } from '../../../core/rest.ts';

/** Lists the projects of the caller that have a licence. [server/licenses/get-projects.ts] */
export const endpoint = defineRestEndpoint({
  name: 'v2/licenses/get-projects',
  request: options({}),
  renders: 'text',
  handle(state, _request, { account_id }) {
    return { state, answer: account_id === '' ? [] : licensedProjects(state, account_id) };
  },
});
