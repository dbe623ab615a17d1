import { options } from '../../../core/options.ts';
import { spendRateOf } from '../../../core/purchases/purchases.ts';
import { defineRestEndpoint } from '../../../core/rest.ts';
import { signedInFirst } from '../../../core/signed-in.ts';

/** Tells what the caller spends an hour, on what goes on. [server/purchases/get-spend-rate.ts] */
export const endpoint = defineRestEndpoint({
  name: 'v2/purchases/get-spend-rate',
  request: options({}),
  renders: 'text',
  authorize: [signedInFirst()],
  handle: (state, _request, { account_id }) => ({ state, answer: spendRateOf(state, account_id) }),
});
