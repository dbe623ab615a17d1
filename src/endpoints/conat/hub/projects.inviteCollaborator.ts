import { firstOf, type HubFunction } from '../../../core/functions.ts';
import { inviteAccount } from '../../../core/projects/inviting.ts';

/** Puts an account into a project, and tells it so by mail. [server/projects/collaborators.ts inviteCollaborator] */
export const endpoint: HubFunction = {
  name: 'conat/hub/projects.inviteCollaborator',
  account: 'first',
  handle: (state, args, { account_id }) => ({
    state: inviteAccount(state, firstOf(args).opts, account_id),
    answer: null,
  }),
};
