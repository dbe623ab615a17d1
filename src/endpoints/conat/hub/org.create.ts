import { admins } from '../../../core/accounts/accounts.ts';
import { defineHubFunction } from '../../../core/functions.ts';
import { optional, options } from '../../../core/options.ts';
import { createOrganization } from '../../../core/organizations/calls.ts';

/** Makes an organization. [server/conat/api/org.ts] */
export const endpoint = defineHubFunction({
  name: 'conat/hub/org.create',
  account: 'first',
  request: options({ name: optional }),
  authorize: [admins('organization_by_other')],
  handle(state, request) {
    const made = createOrganization(state, request.name);
    return { state: made.state, answer: made.organization_id };
  },
});
