import { withPassword } from '../../core/accounts/credentials.ts';
import { addressOfReset, withoutPasswordReset } from '../../core/accounts/password-resets.ts';
import { passwordFault } from '../../core/accounts/passwords.ts';
import { sqlUuid } from '../../core/database/database.ts';
import { defineEndpoint } from '../../core/endpoint.ts';
import { refuse } from '../../core/errors.ts';
import { optional, options, required } from '../../core/options.ts';
import { asText } from '../../core/values.ts';

/** Sets the password of the account that a mailed code is for, once. [smc-hub/password.coffee reset_forgot_password] */
export const endpoint = defineEndpoint({
  name: 'v1/reset_forgot_password',
  withdrawn: true,
  request: options({ id: optional, reset_code: required, new_password: required }),
  refused: (error) => ({ event: 'reset_forgot_password_response', error }),

  handle(state, { reset_code, new_password }) {
    const fault = passwordFault(new_password);
    if (fault !== undefined) throw refuse('reset_password_invalid', { fault });

    const code = sqlUuid(reset_code);
    const email_address = addressOfReset(state, code);
    if (email_address === undefined) throw refuse('reset_code_invalid');
    const account = state.accounts.by('email_address', email_address);
    if (account === undefined) throw refuse('no_such_account');

    const changed = withPassword(state, account.account_id, 'new password', asText(new_password));
    return {
      state: withoutPasswordReset(changed, code),
      answer: { event: 'reset_forgot_password_response', error: false },
    };
  },
});
