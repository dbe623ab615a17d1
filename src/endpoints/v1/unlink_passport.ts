import { withoutPassport } from '../../core/accounts/passports.ts';
import { defineEndpoint } from '../../core/endpoint.ts';
import { options, required } from '../../core/options.ts';
import { asText } from '../../core/values.ts';

/**
 * Unlinks a way to sign in from the caller's account, linked or not; its `id` is that of the call, too.
 * [smc-hub/client.coffee mesg_unlink_passport], [smc-hub/postgres-server-queries.coffee delete_passport]
 */
export const endpoint = defineEndpoint({
  name: 'v1/unlink_passport',
  withdrawn: true,
  request: options({ strategy: required, id: required }),

  handle(state, { strategy, id }, { account_id }) {
    const unlinked = withoutPassport(state, account_id, { strategy: asText(strategy), id: asText(id) });
    return { state: unlinked, answer: { event: 'success' } };
  },
});
