import { iso } from '../../../core/instant.ts';
import { options } from '../../../core/options.ts';
import { defineRestEndpoint } from '../../../core/rest.ts';
import { signedInFirst } from '../../../core/signed-in.ts';
import { closingDates } from '../../../core/support/closing-dates.ts';

/** Tells when the caller's last statement ended, and when the next does. [server/purchases/closing-date.ts] */
export const endpoint = defineRestEndpoint({
  name: 'v2/purchases/get-closing-dates',
  request: options({}),
  renders: 'text',
  authorize: [signedInFirst()],
  handle(state, _request, { account_id }) {
    const { state: after, last, next } = closingDates(state, account_id);
    return { state: after, answer: { last: iso(last), next: iso(next) } };
  },
});
