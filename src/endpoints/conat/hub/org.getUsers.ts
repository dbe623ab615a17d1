import { firstOf, type HubFunction } from '../../../core/functions.ts';
import { iso } from '../../../core/instant.ts';
import { listUsers } from '../../../core/organizations/calls.ts';

/** Lists who is in an organization. [server/conat/api/org.ts] */
export const endpoint: HubFunction = {
  name: 'conat/hub/org.getUsers',
  account: 'first',
  handle(state, args, { account_id }) {
    const users = listUsers(state, firstOf(args).name, account_id);
    const answer = users.map(({ first_name, last_name, account_id, email_address, last_active }) => ({
      first_name,
      last_name,
      account_id,
      email_address,
      last_active: last_active === null ? null : iso(last_active),
    }));
    return { state, answer };
  },
};
