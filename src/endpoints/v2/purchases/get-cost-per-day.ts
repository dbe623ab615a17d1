import { optional, options } from '../../../core/options.ts';
import { costPerDay } from '../../../core/purchases/purchases.ts';
import { defineRestEndpoint } from '../../../core/rest.ts';
import { signedInFirst } from '../../../core/signed-in.ts';

/** Tells what the caller was charged on each day. [server/purchases/get-cost-per-day.ts] */
export const endpoint = defineRestEndpoint({
  name: 'v2/purchases/get-cost-per-day',
  request: options({ limit: optional, offset: optional }),
  renders: 'text',
  authorize: [signedInFirst()],
  handle: (state, request, { account_id }) => ({ state, answer: costPerDay(state, account_id, request) }),
});
