import { defineHubFunction } from '../../../core/functions.ts';
import { optional, options } from '../../../core/options.ts';
import { describeAnew, organizationAdmins } from '../../../core/organizations/calls.ts';

/** Sets what an organization says of itself. [server/conat/api/org.ts] */
export const endpoint = defineHubFunction({
  name: 'conat/hub/org.set',
  account: 'first',
  request: options({ name: optional, title: optional, description: optional, link: optional, email_address: optional }),
  authorize: [organizationAdmins],
  handle: (state, request) => ({ state: describeAnew(state, request), answer: null }),
});
