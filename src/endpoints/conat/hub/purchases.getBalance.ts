import type { HubFunction } from '../../../core/functions.ts';

/** Tells the caller's balance: what was paid less what was bought, and nothing here does either. [server/purchases/get-balance.ts] */
export const endpoint: HubFunction = {
  name: 'conat/hub/purchases.getBalance',
  account: 'first',
  handle: (state) => ({ state, answer: 0 }),
};
