import { options } from '../../../core/options.ts';
import { balanceOf } from '../../../core/purchases/purchases.ts';
import { defineRestEndpoint } from '../../../core/rest.ts';
import { signedInFirst } from '../../../core/signed-in.ts';

/** Tells the balance of the caller. [server/purchases/get-balance.ts] */
export const endpoint = defineRestEndpoint({
  name: 'v2/purchases/get-balance',
  request: options({}),
  renders: 'text',
  authorize: [signedInFirst()],
  handle: (state, _request, { account_id }) => ({ state, answer: balanceOf(state, account_id) }),
});
