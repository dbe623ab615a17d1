import { checkInCart } from '../../../../core/cart/changes.ts';
import { optional, options, required } from '../../../../core/options.ts';
import { defineRestEndpoint } from '../../../../core/rest.ts';
import { signedInFirst } from '../../../../core/signed-in.ts';

/** Says whether something in the cart is to be bought, or all of it. [server/shopping/cart/checked.ts] */
export const endpoint = defineRestEndpoint({
  name: 'v2/shopping/cart/checked',
  request: options({ checked: required, id: optional }),
  renders: 'text',
  authorize: [signedInFirst('to_see_cart')],
  handle: (state, sent, { account_id }) => checkInCart(state, account_id, sent),
});
