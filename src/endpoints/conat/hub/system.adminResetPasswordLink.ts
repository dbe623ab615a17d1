import { admins } from '../../../core/accounts/accounts.ts';
import { withPasswordReset } from '../../../core/accounts/password-resets.ts';
import { refuse } from '../../../core/errors.ts';
import { defineHubFunction } from '../../../core/functions.ts';
import { DAY } from '../../../core/instant.ts';
import { options, required } from '../../../core/options.ts';
import { uuidColumn } from '../../../core/query/columns.ts';
import { newUuid } from '../../../core/random.ts';

/** Gives an admin a link to set a new password of somebody by, good for a day. [server/conat/api/system.ts] */
export const endpoint = defineHubFunction({
  name: 'conat/hub/system.adminResetPasswordLink',
  account: 'first',
  request: options({ user_account_id: required }),
  authorize: [admins('not_site_admin')],
  handle(state, request) {
    const { user_account_id = null } = request;
    const email_address = user_account_id && state.accounts.get(uuidColumn(user_account_id))?.email_address;
    if (!email_address) throw refuse('no_password_without_email');
    const code = newUuid(state, 'password reset');
    return {
      state: withPasswordReset(state, code, String(email_address), state.now + DAY),
      answer: `/auth/password-reset/${code}`,
    };
  },
});
