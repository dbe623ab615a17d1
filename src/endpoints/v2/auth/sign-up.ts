import { signUpByBrowser } from '../../../core/accounts/browser-sign-up.ts';
import { optional, options } from '../../../core/options.ts';
import { defineRestEndpoint } from '../../../core/rest.ts';

/** Makes an account, and signs a browser in as it. [next/pages/api/v2/auth/sign-up.ts] */
export const endpoint = defineRestEndpoint({
  name: 'v2/auth/sign-up',
  request: options({
    email: optional,
    password: optional,
    firstName: optional,
    lastName: optional,
    terms: optional,
    registrationToken: optional,
    tags: optional,
    publicPathId: optional,
    signupReason: optional,
    reCaptchaToken: optional,
  }),
  renders: 'message',
  handle: (state, request, { account_id }) => signUpByBrowser(state, request, account_id),
});
