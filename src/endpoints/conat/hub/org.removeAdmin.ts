import { defineHubFunction } from '../../../core/functions.ts';
import { optional, options } from '../../../core/options.ts';
import { dismissAdmin, organizationAdmins } from '../../../core/organizations/calls.ts';

/** Makes an admin of an organization a mere member of it. [server/conat/api/org.ts] */
export const endpoint = defineHubFunction({
  name: 'conat/hub/org.removeAdmin',
  account: 'first',
  request: options({ name: optional, user: optional }),
  authorize: [organizationAdmins],
  handle: (state, request) => ({ state: dismissAdmin(state, request), answer: null }),
});
