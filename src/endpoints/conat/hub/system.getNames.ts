import { namesOf } from '../../../core/accounts/account-names.ts';
import type { HubFunction } from '../../../core/functions.ts';

/** Tells the names of accounts. [server/conat/api/system.ts] */
export const endpoint: HubFunction = {
  name: 'conat/hub/system.getNames',
  account: 'none',
  handle: (state, [account_ids]) => ({ state, answer: namesOf(state, account_ids) }),
};
