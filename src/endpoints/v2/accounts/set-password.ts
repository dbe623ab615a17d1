import { withPassword } from '../../../core/accounts/credentials.ts';
import { whenJudged } from '../../../core/accounts/password-rules.ts';
import { isPasswordCorrect } from '../../../core/accounts/passwords.ts';
import { refuse } from '../../../core/errors.ts';
import { readMember } from '../../../core/javascript.ts';
import { options, required } from '../../../core/options.ts';
import { defineRestEndpoint } from '../../../core/rest.ts';
import { signedInFirst } from '../../../core/signed-in.ts';
import { plainText } from '../../../core/values.ts';

/** Gives the account of the caller another password. [server/accounts/set-password.ts] */
export const endpoint = defineRestEndpoint({
  name: 'v2/accounts/set-password',
  request: options({ currentPassword: required, newPassword: required }),
  renders: 'message',
  credentials: 'unguarded',
  authorize: [signedInFirst()],
  handle(state, { currentPassword, newPassword }, { account_id }) {
    const account = state.accounts.get(account_id);
    if (account === undefined) throw refuse('no_account_for_password');
    const isShown = account.password_hash === null || isPasswordCorrect(currentPassword, account.password_hash);
    if (!isShown) throw refuse('current_password_wrong');
    readMember(newPassword, 'length');
    const password = plainText(newPassword ?? null, 'newPassword');
    return whenJudged(state, password, (later, help) => {
      if (help !== undefined) throw refuse('password_too_weak', { help });
      return { state: withPassword(later, account_id, 'new password', password), answer: { status: 'success' } };
    });
  },
});
