import { optional, options } from '../../../core/options.ts';
import { defineRestEndpoint } from '../../../core/rest.ts';
import { signedInFirst } from '../../../core/signed-in.ts';
import type { HubState } from '../../../core/state.ts';
import { checkPageLimit } from '../../../core/support/page-limit.ts';
import { throttled } from '../../../core/throttle.ts';
import { isTruthy } from '../../../core/values.ts';

/** Lists what the caller has bought. [server/purchases/get-purchases.ts] */
export const endpoint = defineRestEndpoint({
  name: 'v2/purchases/get-purchases',
  request: options({ limit: optional, offset: optional, compute_server_id: optional }),
  renders: 'text',
  authorize: [signedInFirst()],
  handle(state, { limit, compute_server_id }, { account_id }) {
    const listed = (counted: HubState) => {
      checkPageLimit(limit);
      return { state: counted, answer: { purchases: [], balance: 0 } };
    };
    return isTruthy(compute_server_id) ? listed(state) : throttled(state, THROTTLE, account_id, listed);
  },
});

const THROTTLE = { name: 'purchases/get-purchases', mostPer: { second: 3, minute: 15, hour: 200 } };
