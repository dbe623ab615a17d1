import { optional, options } from '../../../core/options.ts';
import { defineRestEndpoint } from '../../../core/rest.ts';
import { signedInFirst } from '../../../core/signed-in.ts';
import { checkPageLimit } from '../../../core/support/page-limit.ts';

/** Lists what the caller has bought. [server/purchases/get-purchases.ts] */
export const endpoint = defineRestEndpoint({
  name: 'v2/purchases/get-purchases',
  request: options({ limit: optional, offset: optional }),
  renders: 'text',
  authorize: [signedInFirst()],
  handle(state, { limit }) {
    checkPageLimit(limit);
    return { state, answer: { purchases: [], balance: 0 } };
  },
});
