import { admins } from '../../../core/accounts/accounts.ts';
import { defineHubFunction } from '../../../core/functions.ts';
import { optional, options } from '../../../core/options.ts';

/** Tells a sales service of accounts, in the background; no such service is connected. [server/conat/api/system.ts] */
export const endpoint = defineHubFunction({
  name: 'conat/hub/system.adminSalesloftSync',
  account: 'first',
  request: options({ account_ids: optional }),
  authorize: [admins('not_site_admin')],
  handle: (state) => ({ state, answer: null }),
});
