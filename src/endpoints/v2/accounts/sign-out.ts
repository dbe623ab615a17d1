import { SIGNED_OUT, withoutSession, withoutSessions } from '../../../core/accounts/sessions.ts';
import { options, required } from '../../../core/options.ts';
import { defineRestEndpoint } from '../../../core/rest.ts';
import { isTruthy } from '../../../core/values.ts';

/** Signs out the browser that calls, or all of the account. [next/pages/api/v2/accounts/sign-out.ts] */
export const endpoint = defineRestEndpoint({
  name: 'v2/accounts/sign-out',
  request: options({ all: required }),
  renders: 'message',
  handle(state, { all }, { account_id, session }) {
    const answer = { status: 'success' };
    const reply = { cookies: SIGNED_OUT };
    if (isTruthy(all)) {
      return account_id === '' ? { state, answer } : { state: withoutSessions(state, account_id), answer, reply };
    }
    return session === undefined ? { state, answer } : { state: withoutSession(state, session), answer, reply };
  },
});
