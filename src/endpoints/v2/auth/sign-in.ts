import { accountWithPassword, checkSignInFailures, withSignInFailure } from '../../../core/accounts/browser-sign-in.ts';
import { signedIn } from '../../../core/accounts/sessions.ts';
import { hubRefusal, refuse } from '../../../core/errors.ts';
import { options, required } from '../../../core/options.ts';
import { defineRestEndpoint } from '../../../core/rest.ts';

/** Signs a browser in. [next/pages/api/v2/auth/sign-in.ts] */
export const endpoint = defineRestEndpoint({
  name: 'v2/auth/sign-in',
  request: options({ email: required, password: required }),
  renders: 'message',
  credentials: 'unread',

  handle(state, { email: sent, password }, { ip }) {
    if (typeof sent !== 'string') throw refuse('uncaught', { fault: 'email is not a string' });
    const email = sent.toLowerCase().trim();
    checkSignInFailures(state, { email, ip });
    try {
      const account_id = accountWithPassword(state, email, password);
      const { state: after, cookies } = signedIn(state, account_id);
      return { state: after, answer: { account_id }, reply: { cookies } };
    } catch (thrown) {
      const reason = String(hubRefusal(thrown).words).replace(/^\w+: /, '');
      throw refuse('sign_in_failed', { reason }).keeping(withSignInFailure(state, { email, ip }));
    }
  },
});
