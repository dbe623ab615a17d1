import { showPassword } from '../../core/accounts/credentials.ts';
import { foldEmailAddress, isEmailAddress } from '../../core/accounts/email-addresses.ts';
import type { Account } from '../../core/accounts/records.ts';
import { varchar } from '../../core/database/database.ts';
import { defineEndpoint } from '../../core/endpoint.ts';
import { keepWhenRefused, refuse } from '../../core/errors.ts';
import { optional, options, required } from '../../core/options.ts';
import { applyCreationActions } from '../../core/projects/invitations.ts';
import { type HubState, update } from '../../core/state.ts';
import { logged } from '../../core/support/log.ts';

/** Gives the caller's account another e-mail address, with no mail sent. [smc-hub/password.coffee change_email_address] */
export const endpoint = defineEndpoint({
  name: 'v1/change_email_address',

  request: options({
    id: optional,
    account_id: required,
    old_email_address: '',
    new_email_address: required,
    password: '',
  }),

  refused: (error) => ({ event: 'changed_email_address', error }),

  handle(state, { account_id, new_email_address, password }, caller) {
    const email_address = foldEmailAddress(new_email_address);
    if (!isEmailAddress(email_address)) throw refuse('email_address_invalid');
    if (account_id !== caller.account_id) throw refuse('not_own_account');

    const shown = showPassword(state, state.accounts.get(account_id) as Account, password);
    if (shown === undefined) throw refuse('password_wrong');

    const noted = logged(shown, 'change_email_address', {
      client_ip_address: caller.ip,
      new_email_address: email_address,
    });
    const changed = keepWhenRefused(noted, () => withEmailAddress(noted, account_id, email_address));
    return {
      state: applyCreationActions(changed, account_id, email_address),
      answer: { event: 'changed_email_address', error: false },
    };
  },
});

function withEmailAddress(state: HubState, account_id: string, email_address: string): HubState {
  if (state.accounts.hasBy('email_address', email_address)) throw refuse('email_address_taken');
  const column = varchar(email_address, 254);
  return update(state, 'accounts', account_id, (account) => ({ ...account, email_address: column }));
}
