import { refuse } from '../../../core/errors.ts';
import { options } from '../../../core/options.ts';
import { defineRestEndpoint } from '../../../core/rest.ts';
import { signedInFirst } from '../../../core/signed-in.ts';

/** Tells whether the caller has a password. [server/auth/has-password.ts] */
export const endpoint = defineRestEndpoint({
  name: 'v2/auth/has-password',
  request: options({}),
  renders: 'message',
  authorize: [signedInFirst()],
  handle(state, _request, { account_id }) {
    const account = state.accounts.get(account_id);
    if (account === undefined) throw refuse('no_account_to_ask');
    return { state, answer: { hasPassword: account.password_hash !== null } };
  },
});
