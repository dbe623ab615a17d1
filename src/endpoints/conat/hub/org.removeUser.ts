import { defineHubFunction } from '../../../core/functions.ts';
import { optional, options } from '../../../core/options.ts';
import { organizationAdmins, removeUser } from '../../../core/organizations/calls.ts';

/** Takes somebody out of the organization it is in. [server/conat/api/org.ts] */
export const endpoint = defineHubFunction({
  name: 'conat/hub/org.removeUser',
  account: 'first',
  request: options({ name: optional, user: optional }),
  authorize: [organizationAdmins],
  handle: (state, request) => ({ state: removeUser(state, request), answer: null }),
});
