import { verified } from '../../../core/accounts/verification.ts';
import { options, required } from '../../../core/options.ts';
import { defineRestEndpoint } from '../../../core/rest.ts';

/** Notes that an address is verified, by the token from the mail. [server/auth/redeem-verify-email.ts] */
export const endpoint = defineRestEndpoint({
  name: 'v2/auth/redeem-verify-email',
  request: options({ email_address: required, token: required }),
  renders: 'text',
  credentials: 'unread',
  handle: (state, { email_address, token }) => ({ state: verified(state, email_address, token), answer: {} }),
});
