import { options } from '../../../core/options.ts';
import { defineRestEndpoint } from '../../../core/rest.ts';
import { signedInFirst } from '../../../core/signed-in.ts';

/** Tells the balance of the caller: nothing here is bought or paid. [server/purchases/get-balance.ts] */
export const endpoint = defineRestEndpoint({
  name: 'v2/purchases/get-balance',
  request: options({}),
  renders: 'text',
  authorize: [signedInFirst()],
  handle: (state) => ({ state, answer: 0 }),
});
