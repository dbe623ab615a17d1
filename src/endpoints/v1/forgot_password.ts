import { mailPasswordReset } from '../../core/accounts/account-mails.ts';
import { foldEmailAddress, isEmailAddress } from '../../core/accounts/email-addresses.ts';
import { checkResetAttempts, withPasswordReset, withResetAttempt } from '../../core/accounts/password-resets.ts';
import { defineEndpoint } from '../../core/endpoint.ts';
import { keepWhenRefused, refuse } from '../../core/errors.ts';
import { optional, options, required } from '../../core/options.ts';
import { newUuid } from '../../core/random.ts';
import { hasBannedDomain } from '../../core/support/mail.ts';

/** Mails a link to set a new password by; the links of earlier mails stay good. [smc-hub/password.coffee forgot_password] */
export const endpoint = defineEndpoint({
  name: 'v1/forgot_password',
  withdrawn: true,
  request: options({ id: optional, email_address: required }),
  refused: (error) => ({ event: 'forgot_password_response', error }),

  handle(state, request, { ip }) {
    if (!isEmailAddress(request.email_address)) throw refuse('reset_email_invalid');
    const email_address = foldEmailAddress(request.email_address);

    const attempted = withResetAttempt(state, email_address, ip);
    keepWhenRefused(attempted, () => checkResetAttempts(attempted, email_address, ip));
    if (!state.accounts.hasBy('email_address', email_address)) {
      throw refuse('no_account_with_email', { email_address }).keeping(attempted);
    }

    const code = newUuid(state, 'reset code');
    const pending = withPasswordReset(attempted, code, email_address);
    if (hasBannedDomain(state.site, email_address)) throw refuse('banned_domain').keeping(pending);
    return {
      state: mailPasswordReset(pending, email_address, code),
      answer: { event: 'forgot_password_response', error: false },
    };
  },
});
