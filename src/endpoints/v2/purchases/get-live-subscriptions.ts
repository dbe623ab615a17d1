import { options } from '../../../core/options.ts';
import { defineRestEndpoint } from '../../../core/rest.ts';
import { signedInFirst } from '../../../core/signed-in.ts';

/** Lists the subscriptions of the caller that go on. [server/purchases/get-live-subscriptions.ts] */
export const endpoint = defineRestEndpoint({
  name: 'v2/purchases/get-live-subscriptions',
  request: options({}),
  renders: 'text',
  authorize: [signedInFirst()],
  handle: (state) => ({ state, answer: [] }),
});
