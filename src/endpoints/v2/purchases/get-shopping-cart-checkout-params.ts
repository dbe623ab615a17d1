import { checkNothingToBuy } from '../../../core/cart/cart.ts';
import { refuse } from '../../../core/errors.ts';
import { options } from '../../../core/options.ts';
import { LEAST_PAYMENT } from '../../../core/purchases/prices.ts';
import { balanceOf, leastBalance } from '../../../core/purchases/purchases.ts';
import { defineRestEndpoint } from '../../../core/rest.ts';
import { signedInFirst } from '../../../core/signed-in.ts';

/** Tells what the caller has to pay for what is in the cart. [server/purchases/shopping-cart-checkout.ts] */
export const endpoint = defineRestEndpoint({
  name: 'v2/purchases/get-shopping-cart-checkout-params',
  request: options({}),
  renders: 'text',
  authorize: [signedInFirst()],
  handle(state, _request, { account_id }) {
    const balance = balanceOf(state, account_id);
    if (balance < 0) throw refuse('unsimulated', { what: 'buying with debts', why: 'what is due then is not known' });
    checkNothingToBuy(state, account_id);
    const due = { amountDue: 0, chargeAmount: 0, total: 0, cart: [], minimumPaymentCharge: 0, cureAmount: 0 };
    return {
      state,
      answer: { balance, minPayment: LEAST_PAYMENT, minBalance: leastBalance(state, account_id), ...due },
    };
  },
});
