import { optional, options, required } from '../../../core/options.ts';
import { allowedPurchase } from '../../../core/purchases/allowed.ts';
import { defineRestEndpoint } from '../../../core/rest.ts';
import { signedInFirst } from '../../../core/signed-in.ts';

/** Tells whether the caller can buy something, and what to pay first. [server/purchases/is-purchase-allowed.ts] */
export const endpoint = defineRestEndpoint({
  name: 'v2/purchases/is-purchase-allowed',
  request: options({ service: required, cost: optional }),
  renders: 'text',
  authorize: [signedInFirst()],
  handle: (state, request, { account_id }) => allowedPurchase(state, account_id, request),
});
