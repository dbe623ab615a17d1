import { signUpForAWhile } from '../../../core/accounts/ephemeral-accounts.ts';
import { options, required } from '../../../core/options.ts';
import { defineRestEndpoint } from '../../../core/rest.ts';

/** Makes an account that lasts as long as its registration token says. [next/pages/api/v2/auth/ephemeral.ts] */
export const endpoint = defineRestEndpoint({
  name: 'v2/auth/ephemeral',
  request: options({ registrationToken: required }),
  renders: 'message',
  credentials: 'unread',
  handle: (state, { registrationToken }) => signUpForAWhile(state, registrationToken),
});
