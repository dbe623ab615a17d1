import { options } from '../../../core/options.ts';
import { liveSubscriptionsOf } from '../../../core/purchases/payments.ts';
import { defineRestEndpoint } from '../../../core/rest.ts';
import { signedInFirst } from '../../../core/signed-in.ts';

/** Lists the subscriptions that the caller pays for, or should. [server/purchases/get-live-subscriptions.ts] */
export const endpoint = defineRestEndpoint({
  name: 'v2/purchases/get-live-subscriptions',
  request: options({}),
  renders: 'text',
  authorize: [signedInFirst()],
  handle: (state, _request, { account_id }) => ({ state, answer: liveSubscriptionsOf(state, account_id) }),
});
