import { isAdmin } from '../../../core/accounts/accounts.ts';
import { withPasswordReset } from '../../../core/accounts/password-resets.ts';
import { refuse } from '../../../core/errors.ts';
import { firstOf, type HubFunction } from '../../../core/functions.ts';
import { DAY } from '../../../core/instant.ts';
import { uuidColumn } from '../../../core/query/columns.ts';
import { newUuid } from '../../../core/random.ts';

/** Gives an admin a link to set a new password of somebody by, good for a day. [server/conat/api/system.ts] */
export const endpoint: HubFunction = {
  name: 'conat/hub/system.adminResetPasswordLink',
  account: 'first',
  handle(state, args, { account_id }) {
    if (!isAdmin(state, account_id)) throw refuse('not_site_admin');
    const { user_account_id = null } = firstOf(args);
    const email_address = user_account_id && state.accounts.get(uuidColumn(user_account_id))?.email_address;
    if (!email_address) throw refuse('no_password_without_email');
    const code = newUuid(state, 'password reset');
    return {
      state: withPasswordReset(state, code, String(email_address), state.now + DAY),
      answer: `/auth/password-reset/${code}`,
    };
  },
};
