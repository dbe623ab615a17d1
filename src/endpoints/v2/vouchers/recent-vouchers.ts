import { options } from '../../../core/options.ts';
import { defineRestEndpoint } from '../../../core/rest.ts';
import { signedInFirst } from '../../../core/signed-in.ts';

/** Lists the vouchers that the caller made of late: none are made here. [server/vouchers/recent-vouchers.ts] */
export const endpoint = defineRestEndpoint({
  name: 'v2/vouchers/recent-vouchers',
  request: options({}),
  renders: 'text',
  authorize: [signedInFirst('to_see_cart')],
  handle: (state) => ({ state, answer: [] }),
});
