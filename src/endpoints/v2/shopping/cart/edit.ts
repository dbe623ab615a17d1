import { editInCart } from '../../../../core/cart/changes.ts';
import { optional, options, required } from '../../../../core/options.ts';
import { defineRestEndpoint } from '../../../../core/rest.ts';
import { signedInFirst } from '../../../../core/signed-in.ts';

/** Changes something in the cart. [server/shopping/cart/edit.ts] */
export const endpoint = defineRestEndpoint({
  name: 'v2/shopping/cart/edit',
  request: options({ id: required, product: optional, description: optional }),
  renders: 'text',
  authorize: [signedInFirst('to_use_cart')],
  handle: (state, sent, { account_id }) => editInCart(state, account_id, sent),
});
