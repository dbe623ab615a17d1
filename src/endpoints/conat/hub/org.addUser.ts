import { admins } from '../../../core/accounts/accounts.ts';
import { defineHubFunction } from '../../../core/functions.ts';
import { optional, options } from '../../../core/options.ts';
import { moveUser } from '../../../core/organizations/calls.ts';

/** Moves somebody into an organization. [server/conat/api/org.ts] */
export const endpoint = defineHubFunction({
  name: 'conat/hub/org.addUser',
  account: 'first',
  request: options({ name: optional, user: optional }),
  authorize: [admins('member_by_other')],
  handle: (state, request) => ({ state: moveUser(state, request), answer: null }),
});
