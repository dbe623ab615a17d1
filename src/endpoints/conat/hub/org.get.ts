import { firstOf, type HubFunction } from '../../../core/functions.ts';
import { describeOrganization } from '../../../core/organizations/calls.ts';

/** Tells what an organization says of itself. [server/conat/api/org.ts] */
export const endpoint: HubFunction = {
  name: 'conat/hub/org.get',
  account: 'first',
  handle: (state, args, { account_id }) => ({
    state,
    answer: describeOrganization(state, firstOf(args).name, account_id),
  }),
};
