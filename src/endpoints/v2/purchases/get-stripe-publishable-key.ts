import { options } from '../../../core/options.ts';
import { defineRestEndpoint } from '../../../core/rest.ts';
import { signedInFirst } from '../../../core/signed-in.ts';

/** Tells the key of the payment service, of which there is none. [next/pages/api/v2/purchases/get-stripe-publishable-key.ts] */
export const endpoint = defineRestEndpoint({
  name: 'v2/purchases/get-stripe-publishable-key',
  request: options({}),
  renders: 'text',
  authorize: [signedInFirst()],
  handle: (state) => ({ state, answer: { stripe_publishable_key: '' } }),
});
