import { options, required } from '../../../../core/options.ts';
import { addPerson } from '../../../../core/projects/rest-people.ts';
import { defineRestEndpoint } from '../../../../core/rest.ts';
import { signedInFirst } from '../../../../core/signed-in.ts';

/** Adds an account to a project. [next/pages/api/v2/projects/collaborators/add.ts] */
export const endpoint = defineRestEndpoint({
  name: 'v2/projects/collaborators/add',
  request: options({ project_id: required, account_id: required }),
  renders: 'message',
  credentials: 'unguarded',
  authorize: [signedInFirst()],
  handle: (state, { project_id, account_id: target }, { account_id }) => ({
    state: addPerson(state, { project_id, target }, account_id),
    answer: { status: 'ok' },
  }),
});
