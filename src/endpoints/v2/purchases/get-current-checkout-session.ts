import { options } from '../../../core/options.ts';
import { defineRestEndpoint } from '../../../core/rest.ts';
import { signedInFirst } from '../../../core/signed-in.ts';

/** Tells of the payment that the caller is making: none, without a payment service. [server/purchases/create-stripe-checkout-session.ts] */
export const endpoint = defineRestEndpoint({
  name: 'v2/purchases/get-current-checkout-session',
  request: options({}),
  renders: 'text',
  authorize: [signedInFirst()],
  handle: (state) => ({ state, answer: { session: null } }),
});
