import { options } from '../../../core/options.ts';
import { chargesByService } from '../../../core/purchases/purchases.ts';
import { defineRestEndpoint } from '../../../core/rest.ts';
import { signedInFirst } from '../../../core/signed-in.ts';

/** Tells what the caller was charged for each service since the last statement. [server/purchases/get-charges.ts] */
export const endpoint = defineRestEndpoint({
  name: 'v2/purchases/get-charges-by-service',
  request: options({}),
  renders: 'text',
  authorize: [signedInFirst()],
  handle(state, _request, { account_id }) {
    const { state: after, charges } = chargesByService(state, account_id);
    return { state: after, answer: charges };
  },
});
