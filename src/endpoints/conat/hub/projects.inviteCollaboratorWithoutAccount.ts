import { firstOf, type HubFunction } from '../../../core/functions.ts';
import { inviteAddresses } from '../../../core/projects/inviting.ts';

/** Invites people by their e-mail addresses. [server/projects/collaborators.ts inviteCollaboratorWithoutAccount] */
export const endpoint: HubFunction = {
  name: 'conat/hub/projects.inviteCollaboratorWithoutAccount',
  account: 'first',
  handle: (state, args, { account_id }) => ({
    state: inviteAddresses(state, firstOf(args).opts, account_id),
    answer: null,
  }),
};
