import { cartOf } from '../../../../core/cart/cart.ts';
import { optional, options } from '../../../../core/options.ts';
import { defineRestEndpoint } from '../../../../core/rest.ts';
import { signedInFirst } from '../../../../core/signed-in.ts';

/** Lists what is in the cart of the caller, or was. [server/shopping/cart/get.ts] */
export const endpoint = defineRestEndpoint({
  name: 'v2/shopping/cart/get',
  request: options({ purchased: optional, removed: optional, id: optional }),
  renders: 'text',
  authorize: [signedInFirst('to_see_cart')],
  handle: (state, asked, { account_id }) => ({ state, answer: cartOf(state, account_id, asked) }),
});
