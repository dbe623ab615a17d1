import { addToCart } from '../../../../core/cart/changes.ts';
import { optional, options } from '../../../../core/options.ts';
import { defineRestEndpoint } from '../../../../core/rest.ts';
import { signedInFirst } from '../../../../core/signed-in.ts';
import { throttled } from '../../../../core/throttle.ts';

/** Puts something into the cart of the caller, or back into it. [server/shopping/cart/add.ts] */
export const endpoint = defineRestEndpoint({
  name: 'v2/shopping/cart/add',
  request: options({
    product: optional,
    description: optional,
    project_id: optional,
    id: optional,
    purchased: optional,
  }),
  renders: 'text',
  authorize: [signedInFirst('to_use_cart')],
  handle(state, sent, { account_id }) {
    return throttled(state, THROTTLE, account_id, (counted) => addToCart(counted, account_id, sent));
  },
});

const THROTTLE = { name: 'shopping/cart/add', mostPer: { second: 3, minute: 15, hour: 200 } };
