import type { HubFunction } from '../../../core/functions.ts';
import { listOrganizations } from '../../../core/organizations/calls.ts';

/** Lists all organizations. [server/conat/api/org.ts] */
export const endpoint: HubFunction = {
  name: 'conat/hub/org.getAll',
  account: 'first',
  handle: (state, _args, { account_id }) => ({ state, answer: listOrganizations(state, account_id) }),
};
