import { isAdmin } from '../../../core/accounts/accounts.ts';
import { sqlUuid } from '../../../core/database/database.ts';
import { refuse } from '../../../core/errors.ts';
import type { Json } from '../../../core/json.ts';
import { optional, options } from '../../../core/options.ts';
import { purchaseParameters, purchasesOf } from '../../../core/purchases/purchases.ts';
import { defineRestEndpoint } from '../../../core/rest.ts';
import { signedInFirst } from '../../../core/signed-in.ts';
import type { HubState } from '../../../core/state.ts';
import { checkPageLimit } from '../../../core/support/listed-rows.ts';
import { throttled } from '../../../core/throttle.ts';
import { isTruthy } from '../../../core/values.ts';

/** Lists what somebody has bought. [server/purchases/get-purchases.ts] */
export const endpoint = defineRestEndpoint({
  name: 'v2/purchases/get-purchases-admin',
  request: options({ account_id: optional, includeName: optional, ...purchaseParameters }),
  renders: 'text',
  authorize: [signedInFirst()],
  handle(state, { account_id: asked, includeName, ...page }, { account_id }) {
    return throttled(state, THROTTLE, account_id, (counted) => {
      if (!isAdmin(counted, account_id)) throw refuse('purchases_by_other', { endpoint: 'get-purchases-admin' });
      if (asked == null) return ofEverybody(counted, page.limit);
      const id = sqlUuid(asked);
      return purchasesOf(counted, id, page, isTruthy(includeName) ? namesOf(counted, id) : {});
    });
  },
});

function ofEverybody(state: HubState, limit: Json | undefined) {
  checkPageLimit(limit);
  if (state.purchases.size > 0) {
    throw refuse('unsimulated', {
      what: 'the purchases of all accounts',
      why: 'what a hub tells of them is not known',
    });
  }
  return { state, answer: { purchases: [], balance: 0 } };
}

function namesOf(state: HubState, account_id: string) {
  const { email_address = null, first_name = null, last_name = null } = state.accounts.get(account_id) ?? {};
  return { email_address, first_name, last_name };
}

const THROTTLE = { name: 'purchases/get-purchases-admin', mostPer: { second: 5, minute: 100, hour: 1000 } };
