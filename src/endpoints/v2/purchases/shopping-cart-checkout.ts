import { checkNothingToBuy } from '../../../core/cart/cart.ts';
import { options } from '../../../core/options.ts';
import { defineRestEndpoint } from '../../../core/rest.ts';
import { signedInFirst } from '../../../core/signed-in.ts';

/** Buys what is in the cart: nothing can be bought here. [server/purchases/shopping-cart-checkout.ts] */
export const endpoint = defineRestEndpoint({
  name: 'v2/purchases/shopping-cart-checkout',
  request: options({}),
  renders: 'text',
  authorize: [signedInFirst()],
  handle(state, _request, { account_id }) {
    checkNothingToBuy(state, account_id);
    return { state, answer: { success: true } };
  },
});
