import { refuse } from '../../../core/errors.ts';
import { optional, options, required } from '../../../core/options.ts';
import { statementsOf } from '../../../core/purchases/payments.ts';
import { defineRestEndpoint } from '../../../core/rest.ts';
import { signedInFirst } from '../../../core/signed-in.ts';

/** Lists the statements of the caller. [server/purchases/statements/get-statements.ts] */
export const endpoint = defineRestEndpoint({
  name: 'v2/purchases/get-statements',
  request: options({ interval: required, limit: optional, offset: optional }),
  renders: 'text',
  authorize: [signedInFirst()],
  handle(state, { interval, ...page }, { account_id }) {
    if (interval !== 'day' && interval !== 'month') throw refuse('no_such_statement_interval');
    return { state, answer: statementsOf(state, account_id, interval, page) };
  },
});
