import { options } from '../../../core/options.ts';
import { leastBalance } from '../../../core/purchases/purchases.ts';
import { defineRestEndpoint } from '../../../core/rest.ts';
import { signedInFirst } from '../../../core/signed-in.ts';

/** Tells how far the balance of the caller may fall. [server/purchases/get-min-balance.ts] */
export const endpoint = defineRestEndpoint({
  name: 'v2/purchases/get-min-balance',
  request: options({}),
  renders: 'text',
  authorize: [signedInFirst()],
  handle: (state, _request, { account_id }) => ({ state, answer: leastBalance(state, account_id) }),
});
