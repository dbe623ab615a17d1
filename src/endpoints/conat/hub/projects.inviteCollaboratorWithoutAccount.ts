import { defineHubFunction } from '../../../core/functions.ts';
import { options, required } from '../../../core/options.ts';
import { inviteAddresses } from '../../../core/projects/inviting.ts';

/** Invites people by their e-mail addresses. [server/projects/collaborators.ts inviteCollaboratorWithoutAccount] */
export const endpoint = defineHubFunction({
  name: 'conat/hub/projects.inviteCollaboratorWithoutAccount',
  account: 'first',
  request: options({ opts: required }),
  handle: (state, request, { account_id }) => ({
    state: inviteAddresses(state, request.opts, account_id),
    answer: null,
  }),
});
