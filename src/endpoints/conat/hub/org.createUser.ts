import { defineHubFunction } from '../../../core/functions.ts';
import { optional, options } from '../../../core/options.ts';
import { createUser, organizationAdmins } from '../../../core/organizations/calls.ts';

/** Makes an account in an organization. [server/conat/api/org.ts] */
export const endpoint = defineHubFunction({
  name: 'conat/hub/org.createUser',
  account: 'first',
  request: options({ name: optional, email: optional, firstName: optional, lastName: optional, password: optional }),
  authorize: [organizationAdmins],
  handle(state, request) {
    const { state: made, account_id } = createUser(state, request);
    return { state: made, answer: account_id };
  },
});
