import { options } from '../../../core/options.ts';
import { defineRestEndpoint } from '../../../core/rest.ts';
import { signedInFirst } from '../../../core/signed-in.ts';

/** Tells what the caller has spent day by day. [server/purchases/get-cost-per-day.ts] */
export const endpoint = defineRestEndpoint({
  name: 'v2/purchases/get-cost-per-day',
  request: options({}),
  renders: 'text',
  authorize: [signedInFirst()],
  handle: (state) => ({ state, answer: [] }),
});
