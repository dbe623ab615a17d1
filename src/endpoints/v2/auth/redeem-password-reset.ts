import { resetRedeemed } from '../../../core/accounts/browser-reset.ts';
import { options, required } from '../../../core/options.ts';
import { defineRestEndpoint } from '../../../core/rest.ts';

/** Sets a new password by the id from the mail, and signs in. [server/auth/redeem-password-reset.ts] */
export const endpoint = defineRestEndpoint({
  name: 'v2/auth/redeem-password-reset',
  request: options({ password: required, passwordResetId: required }),
  renders: 'text',
  credentials: 'unread',
  handle: (state, { password, passwordResetId }) => resetRedeemed(state, password, passwordResetId),
});
