import { defineHubFunction } from '../../../core/functions.ts';
import { optional, options } from '../../../core/options.ts';
import { describeOrganization, organizationAdmins } from '../../../core/organizations/calls.ts';

/** Tells what an organization says of itself. [server/conat/api/org.ts] */
export const endpoint = defineHubFunction({
  name: 'conat/hub/org.get',
  account: 'first',
  request: options({ name: optional }),
  authorize: [organizationAdmins],
  handle: (state, request) => ({
    state,
    answer: describeOrganization(state, request.name),
  }),
});
