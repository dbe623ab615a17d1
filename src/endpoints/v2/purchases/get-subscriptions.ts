import { optional, options } from '../../../core/options.ts';
import { defineRestEndpoint } from '../../../core/rest.ts';
import { signedInFirst } from '../../../core/signed-in.ts';
import { checkPageLimit } from '../../../core/support/page-limit.ts';

/** Lists the subscriptions of the caller. [server/purchases/get-subscriptions.ts] */
export const endpoint = defineRestEndpoint({
  name: 'v2/purchases/get-subscriptions',
  request: options({ limit: optional, offset: optional }),
  renders: 'text',
  authorize: [signedInFirst()],
  handle(state, { limit }) {
    checkPageLimit(limit);
    return { state, answer: [] };
  },
});
