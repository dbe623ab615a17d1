import { options, required } from '../../../../core/options.ts';
import { changeGroup } from '../../../../core/projects/management.ts';
import { defineRestEndpoint } from '../../../../core/rest.ts';
import { signedInFirst } from '../../../../core/signed-in.ts';

/** Makes somebody in a project its owner, or a mere collaborator. [next/pages/api/v2/projects/collaborators/change-user-type.ts] */
export const endpoint = defineRestEndpoint({
  name: 'v2/projects/collaborators/change-user-type',
  request: options({ project_id: required, target_account_id: required, new_group: required }),
  renders: 'message',
  credentials: 'unguarded',
  authorize: [signedInFirst()],
  handle: (state, { project_id, target_account_id: target, new_group: group }, { account_id }) => ({
    state: changeGroup(state, { project_id, target, group }, account_id),
    answer: { status: 'ok' },
  }),
});
