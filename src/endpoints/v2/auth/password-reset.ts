import { resetAsked } from '../../../core/accounts/browser-reset.ts';
import { options, required } from '../../../core/options.ts';
import { defineRestEndpoint } from '../../../core/rest.ts';

/** Mails a link to set a new password by. [next/pages/api/v2/auth/password-reset.ts] */
export const endpoint = defineRestEndpoint({
  name: 'v2/auth/password-reset',
  request: options({ email: required }),
  renders: 'message',
  credentials: 'unread',
  handle: (state, { email }, { ip }) => resetAsked(state, email, ip),
});
