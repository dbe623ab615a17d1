import { options, required } from '../../../core/options.ts';
import { quotasOf, withLimit } from '../../../core/purchases/quotas.ts';
import { defineRestEndpoint } from '../../../core/rest.ts';
import { signedInFirst } from '../../../core/signed-in.ts';

/** Sets a limit on what a service may cost the caller a month, and tells all limits. [server/purchases/purchase-quotas.ts] */
export const endpoint = defineRestEndpoint({
  name: 'v2/purchases/set-quota',
  request: options({ service: required, value: required }),
  renders: 'text',
  authorize: [signedInFirst()],
  handle(state, request, { account_id }) {
    const limited = withLimit(state, account_id, request);
    return { state: limited, answer: quotasOf(limited, account_id) };
  },
});
