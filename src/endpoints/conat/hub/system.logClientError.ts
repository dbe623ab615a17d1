import { textColumn } from '../../../core/database/database.ts';
import { firstOf, type HubFunction } from '../../../core/functions.ts';
import { newUuid } from '../../../core/random.ts';
import { withClientError } from '../../../core/support/client-errors.ts';

/** Keeps an error of a client's for the site's support to look at. [database/postgres-server-queries.coffee log_client_error] */
export const endpoint: HubFunction = {
  name: 'conat/hub/system.logClientError',
  account: 'first',
  handle(state, args, { account_id }) {
    const { event = 'event', error = 'error' } = firstOf(args);
    const reported = {
      id: newUuid(state, 'client error'),
      event: textColumn(event),
      error: textColumn(error),
      account_id,
    };
    return { state: withClientError(state, reported), answer: null };
  },
};
