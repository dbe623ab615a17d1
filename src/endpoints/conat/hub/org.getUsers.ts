import { defineHubFunction } from '../../../core/functions.ts';
import { iso } from '../../../core/instant.ts';
import { optional, options } from '../../../core/options.ts';
import { listUsers, organizationAdmins } from '../../../core/organizations/calls.ts';

/** Lists who is in an organization. [server/conat/api/org.ts] */
export const endpoint = defineHubFunction({
  name: 'conat/hub/org.getUsers',
  account: 'first',
  request: options({ name: optional }),
  authorize: [organizationAdmins],
  handle(state, request) {
    const users = listUsers(state, request.name);
    const answer = users.map(({ first_name, last_name, account_id, email_address, last_active }) => ({
      first_name,
      last_name,
      account_id,
      email_address,
      last_active: last_active === null ? null : iso(last_active),
    }));
    return { state, answer };
  },
});
