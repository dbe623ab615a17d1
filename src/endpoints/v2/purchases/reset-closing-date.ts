import { refuse } from '../../../core/errors.ts';
import { options } from '../../../core/options.ts';
import { defineRestEndpoint } from '../../../core/rest.ts';
import { signedInFirst } from '../../../core/signed-in.ts';
import { closingToday } from '../../../core/support/closing-dates.ts';

/** Makes today the day on which the caller's statements end. [server/purchases/reset-closing-date.ts] */
export const endpoint = defineRestEndpoint({
  name: 'v2/purchases/reset-closing-date',
  request: options({}),
  renders: 'text',
  authorize: [signedInFirst()],
  handle(state, _request, { account_id }) {
    if (state.subscriptions.allBy('account_id', account_id).length > 0) {
      throw refuse('unsimulated', { what: 'moving the ends of subscriptions', why: 'it takes a list of prices' });
    }
    return { state: closingToday(state, account_id), answer: { status: 'ok' } };
  },
});
