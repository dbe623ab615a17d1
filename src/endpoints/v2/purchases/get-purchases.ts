import { refuse } from '../../../core/errors.ts';
import { optional, options } from '../../../core/options.ts';
import { purchaseParameters, purchasesOf } from '../../../core/purchases/purchases.ts';
import { defineRestEndpoint } from '../../../core/rest.ts';
import { signedInFirst } from '../../../core/signed-in.ts';
import type { HubState } from '../../../core/state.ts';
import { throttled } from '../../../core/throttle.ts';
import { isTruthy } from '../../../core/values.ts';

/** Lists what the caller has bought. [server/purchases/get-purchases.ts] */
export const endpoint = defineRestEndpoint({
  name: 'v2/purchases/get-purchases',
  request: options({ ...purchaseParameters, compute_server_id: optional }),
  renders: 'text',
  authorize: [signedInFirst()],
  handle(state, { compute_server_id, ...asked }, { account_id }) {
    const listed = (counted: HubState) => purchasesOf(counted, account_id, asked);
    if (isTruthy(compute_server_id) && state.purchases.allBy('account_id', account_id).length > 0) {
      const why = 'there are no compute servers here';
      throw refuse('unsimulated', { what: 'what was bought for a compute server', why });
    }
    return isTruthy(compute_server_id) ? listed(state) : throttled(state, THROTTLE, account_id, listed);
  },
});

const THROTTLE = { name: 'purchases/get-purchases', mostPer: { second: 3, minute: 15, hour: 200 } };
