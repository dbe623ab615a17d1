import { textColumn } from '../../../core/database/database.ts';
import { defineHubFunction } from '../../../core/functions.ts';
import { optional, options } from '../../../core/options.ts';
import { newUuid } from '../../../core/random.ts';
import { withClientError } from '../../../core/support/client-errors.ts';

/** Keeps an error of a client's for the site's support to look at. [database/postgres-server-queries.coffee log_client_error] */
export const endpoint = defineHubFunction({
  name: 'conat/hub/system.logClientError',
  account: 'first',
  request: options({ event: optional, error: optional }),
  handle(state, request, { account_id }) {
    const { event = 'event', error = 'error' } = request;
    const reported = {
      id: newUuid(state, 'client error'),
      event: textColumn(event),
      error: textColumn(error),
      account_id,
    };
    return { state: withClientError(state, reported), answer: null };
  },
});
