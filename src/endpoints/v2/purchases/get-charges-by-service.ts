import { options } from '../../../core/options.ts';
import { defineRestEndpoint } from '../../../core/rest.ts';
import { signedInFirst } from '../../../core/signed-in.ts';

/** Tells what the caller was charged for each service. [server/purchases/get-charges.ts] */
export const endpoint = defineRestEndpoint({
  name: 'v2/purchases/get-charges-by-service',
  request: options({}),
  renders: 'text',
  authorize: [signedInFirst()],
  handle: (state) => ({ state, answer: {} }),
});
