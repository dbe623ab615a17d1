import { showPassword, withPassword } from '../../core/accounts/credentials.ts';
import { passwordFault } from '../../core/accounts/passwords.ts';
import type { Account } from '../../core/accounts/records.ts';
import { deviates } from '../../core/deviations.ts';
import { type Caller, defineEndpoint } from '../../core/endpoint.ts';
import { refuse } from '../../core/errors.ts';
import type { Json } from '../../core/json.ts';
import { optional, options, required } from '../../core/options.ts';
import type { HubState } from '../../core/state.ts';
import { logged } from '../../core/support/log.ts';
import { asText, isUuid } from '../../core/values.ts';

/** Sets a new password; keys and tokens go on working. [smc-hub/password.coffee change_password] */
export const endpoint = defineEndpoint({
  name: 'v1/change_password',
  request: options({ id: optional, account_id: required, old_password: '', new_password: required }),
  refused: (error) => ({ event: 'changed_password', error }),

  handle(state, { account_id: named, old_password, new_password }, caller) {
    const account = accountToChange(state, named, caller);
    const { account_id } = account;

    const shown = showPassword(state, account, old_password);
    if (shown === undefined) throw refuse('old_password_wrong').keeping(withFailure(state, caller));

    const fault = passwordFault(new_password);
    if (fault !== undefined) throw refuse('new_password_invalid', { fault }).keeping(shown);

    const noted = logged(shown, 'change_password', { account_id, client_ip_address: caller.ip });
    const changed = withPassword(noted, account_id, 'new password', asText(new_password));
    return { state: changed, answer: { event: 'changed_password' } };
  },
});

function accountToChange(state: HubState, named: Json, caller: Caller): Account {
  if (deviates(state, 'change_password_account')) return state.accounts.get(caller.account_id) as Account;
  if (!isUuid(named)) throw refuse('invalid_account_to_change', { account_id: asText(named) });
  const account = state.accounts.get(named.toLowerCase());
  if (account === undefined) throw refuse('no_account_to_change');
  return account;
}

function withFailure(state: HubState, { ip }: Caller): HubState {
  return logged(state, 'change_password', { client_ip_address: ip, message: refuse('old_password_wrong').words });
}
