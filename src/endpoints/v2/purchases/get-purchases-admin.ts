import { isAdmin } from '../../../core/accounts/accounts.ts';
import { refuse } from '../../../core/errors.ts';
import { optional, options } from '../../../core/options.ts';
import { defineRestEndpoint } from '../../../core/rest.ts';
import { signedInFirst } from '../../../core/signed-in.ts';
import { checkPageLimit } from '../../../core/support/page-limit.ts';
import { throttled } from '../../../core/throttle.ts';

/** Lists what somebody has bought. [server/purchases/get-purchases.ts] */
export const endpoint = defineRestEndpoint({
  name: 'v2/purchases/get-purchases-admin',
  request: options({ limit: optional, account_id: optional }),
  renders: 'text',
  authorize: [signedInFirst()],
  handle(state, { limit }, { account_id }) {
    return throttled(state, THROTTLE, account_id, (counted) => {
      if (!isAdmin(counted, account_id)) throw refuse('purchases_by_other', { endpoint: 'get-purchases-admin' });
      checkPageLimit(limit);
      return { state: counted, answer: { purchases: [], balance: 0 } };
    });
  },
});

const THROTTLE = { name: 'purchases/get-purchases-admin', mostPer: { second: 5, minute: 100, hour: 1000 } };
