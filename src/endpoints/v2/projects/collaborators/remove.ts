import { options, required } from '../../../../core/options.ts';
import { removePerson } from '../../../../core/projects/rest-people.ts';
import { defineRestEndpoint } from '../../../../core/rest.ts';
import { signedInFirst } from '../../../../core/signed-in.ts';

/** Takes an account that is no owner out of a project. [next/pages/api/v2/projects/collaborators/remove.ts] */
export const endpoint = defineRestEndpoint({
  name: 'v2/projects/collaborators/remove',
  request: options({ project_id: required, account_id: required }),
  renders: 'message',
  credentials: 'unguarded',
  authorize: [signedInFirst()],
  handle: (state, { project_id, account_id: target }, { account_id }) => ({
    state: removePerson(state, { project_id, target }, account_id),
    answer: { status: 'ok' },
  }),
});
