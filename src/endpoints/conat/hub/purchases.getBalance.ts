import { defineHubFunction } from '../../../core/functions.ts';
import { options } from '../../../core/options.ts';

/** Tells the caller's balance: what was paid less what was bought, and nothing here does either. [server/purchases/get-balance.ts] */
export const endpoint = defineHubFunction({
  name: 'conat/hub/purchases.getBalance',
  account: 'first',
  request: options({}),
  handle: (state) => ({ state, answer: 0 }),
});
