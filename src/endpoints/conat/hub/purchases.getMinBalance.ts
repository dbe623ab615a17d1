import type { HubFunction } from '../../../core/functions.ts';

/** Tells how low the caller's balance may go. [server/purchases/get-min-balance.ts] */
export const endpoint: HubFunction = {
  name: 'conat/hub/purchases.getMinBalance',
  account: 'first',
  handle: (state, _args, { account_id }) => ({
    state,
    answer: state.accounts.get(account_id)?.columns.min_balance ?? 0,
  }),
};
