import { namesOf } from '../../../core/accounts/account-names.ts';
import { defineHubFunction } from '../../../core/functions.ts';
import { options, required } from '../../../core/options.ts';

/** Tells the names of accounts. [server/conat/api/system.ts] */
export const endpoint = defineHubFunction({
  name: 'conat/hub/system.getNames',
  account: 'none',
  positional: true,
  request: options({ account_ids: required }),
  handle: (state, { account_ids }) => ({ state, answer: namesOf(state, account_ids) }),
});
