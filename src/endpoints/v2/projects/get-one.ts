import { options } from '../../../core/options.ts';
import { latestOrNewProject } from '../../../core/projects/rest-lists.ts';
import { defineRestEndpoint } from '../../../core/rest.ts';
import { signedInFirst } from '../../../core/signed-in.ts';

/** Tells of the project of the caller that was edited last; makes one where there is none. [server/projects/get-one.ts] */
export const endpoint = defineRestEndpoint({
  name: 'v2/projects/get-one',
  request: options({}),
  renders: 'message',
  credentials: 'unguarded',
  authorize: [signedInFirst('one_project')],
  handle(state, _request, { account_id }) {
    const { state: after, project } = latestOrNewProject(state, account_id);
    return { state: after, answer: project };
  },
});
