import { options } from '../../../core/options.ts';
import { quotasOf } from '../../../core/purchases/quotas.ts';
import { defineRestEndpoint } from '../../../core/rest.ts';
import { signedInFirst } from '../../../core/signed-in.ts';

/** Tells the limits that the caller has set on services. [server/purchases/purchase-quotas.ts] */
export const endpoint = defineRestEndpoint({
  name: 'v2/purchases/get-quotas',
  request: options({}),
  renders: 'text',
  authorize: [signedInFirst()],
  handle: (state, _request, { account_id }) => ({ state, answer: quotasOf(state, account_id) }),
});
