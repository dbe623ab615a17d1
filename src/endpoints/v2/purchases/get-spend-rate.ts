import { options } from '../../../core/options.ts';
import { defineRestEndpoint } from '../../../core/rest.ts';
import { signedInFirst } from '../../../core/signed-in.ts';

/** Tells what the caller spends an hour. [server/purchases/get-spend-rate.ts] */
export const endpoint = defineRestEndpoint({
  name: 'v2/purchases/get-spend-rate',
  request: options({}),
  renders: 'text',
  authorize: [signedInFirst()],
  handle: (state) => ({ state, answer: 0 }),
});
