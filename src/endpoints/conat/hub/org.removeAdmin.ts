import { firstOf, type HubFunction } from '../../../core/functions.ts';
import { dismissAdmin } from '../../../core/organizations/calls.ts';

/** Makes an admin of an organization a mere member of it. [server/conat/api/org.ts] */
export const endpoint: HubFunction = {
  name: 'conat/hub/org.removeAdmin',
  account: 'first',
  handle: (state, args, { account_id }) => ({ state: dismissAdmin(state, firstOf(args), account_id), answer: null }),
};
