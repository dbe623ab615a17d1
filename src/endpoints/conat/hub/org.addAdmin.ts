import { firstOf, type HubFunction } from '../../../core/functions.ts';
import { appointAdmin } from '../../../core/organizations/calls.ts';

/** Puts somebody at the head of an organization. [server/conat/api/org.ts] */
export const endpoint: HubFunction = {
  name: 'conat/hub/org.addAdmin',
  account: 'first',
  handle: (state, args, { account_id }) => ({ state: appointAdmin(state, firstOf(args), account_id), answer: null }),
};
