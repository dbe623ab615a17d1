import { isAdmin } from '../../../core/accounts/accounts.ts';
import { refuse } from '../../../core/errors.ts';
import type { HubFunction } from '../../../core/functions.ts';

/** Tells a sales service of accounts, in the background; no such service is connected. [server/conat/api/system.ts] */
export const endpoint: HubFunction = {
  name: 'conat/hub/system.adminSalesloftSync',
  account: 'first',
  handle(state, _args, { account_id }) {
    if (!isAdmin(state, account_id)) throw refuse('not_site_admin');
    return { state, answer: null };
  },
};
