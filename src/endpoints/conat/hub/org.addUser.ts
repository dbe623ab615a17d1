import { firstOf, type HubFunction } from '../../../core/functions.ts';
import { moveUser } from '../../../core/organizations/calls.ts';

/** Moves somebody into an organization. [server/conat/api/org.ts] */
export const endpoint: HubFunction = {
  name: 'conat/hub/org.addUser',
  account: 'first',
  handle: (state, args, { account_id }) => ({ state: moveUser(state, firstOf(args), account_id), answer: null }),
};
