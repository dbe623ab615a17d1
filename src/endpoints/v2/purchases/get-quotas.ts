import { options } from '../../../core/options.ts';
import { defineRestEndpoint } from '../../../core/rest.ts';
import { signedInFirst } from '../../../core/signed-in.ts';

/** Tells the limits that the caller has set on services: none can be set here. [server/purchases/purchase-quotas.ts] */
export const endpoint = defineRestEndpoint({
  name: 'v2/purchases/get-quotas',
  request: options({}),
  renders: 'text',
  authorize: [signedInFirst()],
  handle: (state) => ({ state, answer: { services: {}, minBalance: 0 } }),
});
