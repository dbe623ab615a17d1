import { firstOf, type HubFunction } from '../../../core/functions.ts';
import { removeUser } from '../../../core/organizations/calls.ts';

/** Takes somebody out of the organization it is in. [server/conat/api/org.ts] */
export const endpoint: HubFunction = {
  name: 'conat/hub/org.removeUser',
  account: 'first',
  handle: (state, args, { account_id }) => ({ state: removeUser(state, firstOf(args), account_id), answer: null }),
};
