import { takeFromCart } from '../../../../core/cart/changes.ts';
import { options, required } from '../../../../core/options.ts';
import { defineRestEndpoint } from '../../../../core/rest.ts';
import { signedInFirst } from '../../../../core/signed-in.ts';

/** Takes something out of the cart, to be put back later. [server/shopping/cart/remove.ts] */
export const endpoint = defineRestEndpoint({
  name: 'v2/shopping/cart/remove',
  request: options({ id: required }),
  renders: 'text',
  authorize: [signedInFirst('to_see_cart')],
  handle: (state, { id }, { account_id }) => takeFromCart(state, account_id, id),
});
