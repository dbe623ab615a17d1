import { defineHubFunction } from '../../../core/functions.ts';
import { options, required } from '../../../core/options.ts';
import { inviteAccount } from '../../../core/projects/inviting.ts';

/** Puts an account into a project, and tells it so by mail. [server/projects/collaborators.ts inviteCollaborator] */
export const endpoint = defineHubFunction({
  name: 'conat/hub/projects.inviteCollaborator',
  account: 'first',
  request: options({ opts: required }),
  handle: (state, request, { account_id }) => ({
    state: inviteAccount(state, request.opts, account_id),
    answer: null,
  }),
});
