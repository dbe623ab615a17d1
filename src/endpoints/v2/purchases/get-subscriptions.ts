import { optional, options } from '../../../core/options.ts';
import { subscriptionsOf } from '../../../core/purchases/payments.ts';
import { defineRestEndpoint } from '../../../core/rest.ts';
import { signedInFirst } from '../../../core/signed-in.ts';

/** Lists the subscriptions of the caller. [server/purchases/get-subscriptions.ts] */
export const endpoint = defineRestEndpoint({
  name: 'v2/purchases/get-subscriptions',
  request: options({ limit: optional, offset: optional }),
  renders: 'text',
  authorize: [signedInFirst()],
  handle: (state, page, { account_id }) => ({ state, answer: subscriptionsOf(state, account_id, page) }),
});
