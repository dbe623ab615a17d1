import { textColumn } from '../../core/database/database.ts';
import { deviates } from '../../core/deviations.ts';
import { defineEndpoint } from '../../core/endpoint.ts';
import { optional, options, required } from '../../core/options.ts';
import { newUuid } from '../../core/random.ts';
import { withClientError } from '../../core/support/client-errors.ts';
import { asText } from '../../core/values.ts';

/** Keeps an error of a client's for the site's support to look at. [smc-hub/postgres-server-queries.coffee log_client_error] */
export const endpoint = defineEndpoint({
  name: 'v1/log_client_error',
  request: options({ id: optional, error: required }),

  handle(state, { id, error }, { account_id }) {
    const reported = {
      // Without an id in the request, the draw named `id` is the call's own.
      id: deviates(state, 'client_error_id') ? newUuid(state, 'client error') : asText(id ?? newUuid(state, 'id')),
      event: 'error',
      error: typeof error === 'string' ? textColumn(error) : error,
      account_id,
    };
    return { state: withClientError(state, reported), answer: { event: 'success' } };
  },
});
