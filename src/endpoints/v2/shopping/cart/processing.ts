import { options } from '../../../../core/options.ts';
import { defineRestEndpoint } from '../../../../core/rest.ts';
import { signedInFirst } from '../../../../core/signed-in.ts';

/** Lists what is being paid: nothing is, here. [server/shopping/cart/processing.ts] */
export const endpoint = defineRestEndpoint({
  name: 'v2/shopping/cart/processing',
  request: options({}),
  renders: 'text',
  authorize: [signedInFirst('to_check_out')],
  handle: (state) => ({ state, answer: [] }),
});
