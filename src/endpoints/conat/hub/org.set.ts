import { firstOf, type HubFunction } from '../../../core/functions.ts';
import { describeAnew } from '../../../core/organizations/calls.ts';

/** Sets what an organization says of itself. [server/conat/api/org.ts] */
export const endpoint: HubFunction = {
  name: 'conat/hub/org.set',
  account: 'first',
  handle: (state, args, { account_id }) => ({ state: describeAnew(state, firstOf(args), account_id), answer: null }),
};
