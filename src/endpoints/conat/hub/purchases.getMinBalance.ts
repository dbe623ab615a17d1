import { defineHubFunction } from '../../../core/functions.ts';
import { options } from '../../../core/options.ts';

/** Tells how low the caller's balance may go. [server/purchases/get-min-balance.ts] */
export const endpoint = defineHubFunction({
  name: 'conat/hub/purchases.getMinBalance',
  account: 'first',
  request: options({}),
  handle: (state, _request, { account_id }) => ({
    state,
    answer: state.accounts.get(account_id)?.columns.min_balance ?? 0,
  }),
});
