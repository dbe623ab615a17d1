import { options, required } from '../../../../core/options.ts';
import { listedCollaborators } from '../../../../core/projects/rest-people.ts';
import { defineRestEndpoint } from '../../../../core/rest.ts';
import { signedInFirst } from '../../../../core/signed-in.ts';

/** Lists the people of a project. [next/pages/api/v2/projects/collaborators/list.ts] */
export const endpoint = defineRestEndpoint({
  name: 'v2/projects/collaborators/list',
  request: options({ project_id: required }),
  renders: 'message',
  authorize: [signedInFirst()],
  handle: (state, { project_id }, { account_id }) => ({
    state,
    answer: listedCollaborators(state, project_id, account_id),
  }),
});
