import { namesOf } from '../../../core/accounts/account-names.ts';
import { options, required } from '../../../core/options.ts';
import { defineRestEndpoint } from '../../../core/rest.ts';
import { signedInFirst } from '../../../core/signed-in.ts';

/** Tells the names of accounts. [next/pages/api/v2/accounts/get-names.ts] */
export const endpoint = defineRestEndpoint({
  name: 'v2/accounts/get-names',
  request: options({ account_ids: required }),
  renders: 'text',
  credentials: 'unguarded',
  authorize: [signedInFirst()],
  handle: (state, { account_ids }) => ({ state, answer: { names: namesOf(state, account_ids) } }),
});
