import { isAdmin } from '../../../core/accounts/accounts.ts';
import { sqlUuid } from '../../../core/database/database.ts';
import { refuse } from '../../../core/errors.ts';
import { optional, options } from '../../../core/options.ts';
import { balanceOf } from '../../../core/purchases/purchases.ts';
import { defineRestEndpoint } from '../../../core/rest.ts';
import { signedInFirst } from '../../../core/signed-in.ts';

/** Tells an admin the balance of somebody. [server/purchases/get-balance.ts] */
export const endpoint = defineRestEndpoint({
  name: 'v2/purchases/get-balance-admin',
  request: options({ account_id: optional }),
  renders: 'text',
  authorize: [signedInFirst()],
  handle(state, { account_id: asked }, { account_id }) {
    if (!isAdmin(state, account_id)) throw refuse('purchases_by_other', { endpoint: 'get-balance-admin' });
    return { state, answer: asked == null ? 0 : balanceOf(state, sqlUuid(asked)) };
  },
});
