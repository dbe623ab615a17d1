import { options } from '../../../core/options.ts';
import { defineRestEndpoint } from '../../../core/rest.ts';
import { signedInFirst } from '../../../core/signed-in.ts';

/** Tells the least balance that the caller may have. [server/purchases/get-min-balance.ts] */
export const endpoint = defineRestEndpoint({
  name: 'v2/purchases/get-min-balance',
  request: options({}),
  renders: 'text',
  authorize: [signedInFirst()],
  handle: (state) => ({ state, answer: 0 }),
});
