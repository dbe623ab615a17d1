import { admins } from '../../../core/accounts/accounts.ts';
import { defineHubFunction } from '../../../core/functions.ts';
import { options } from '../../../core/options.ts';
import { listOrganizations } from '../../../core/organizations/calls.ts';

/** Lists all organizations. [server/conat/api/org.ts] */
export const endpoint = defineHubFunction({
  name: 'conat/hub/org.getAll',
  account: 'first',
  request: options({}),
  authorize: [admins('list_by_other')],
  handle: (state) => ({ state, answer: listOrganizations(state) }),
});
