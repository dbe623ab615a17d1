import { options } from '../../../core/options.ts';
import { defineRestEndpoint } from '../../../core/rest.ts';
import { signedInFirst } from '../../../core/signed-in.ts';

/** Lists the invoices that the caller has not paid. [server/purchases/get-unpaid-invoices.ts] */
export const endpoint = defineRestEndpoint({
  name: 'v2/purchases/get-unpaid-invoices',
  request: options({}),
  renders: 'text',
  authorize: [signedInFirst()],
  handle: (state) => ({ state, answer: [] }),
});
