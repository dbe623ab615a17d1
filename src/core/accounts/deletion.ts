/** Deleting an account, as hubs of 2026 do: its row stays. [server/accounts/delete.ts] */
import { type HubState, update } from '../state.ts';
import { withoutSessions } from './sessions.ts';

/** The state without the address, the passports and the sessions of the account, which counts as deleted. */
export function withoutAccount(state: HubState, account_id: string): HubState {
  return update(withoutSessions(state, account_id), 'accounts', account_id, (account) => ({
    ...account,
    deleted: true,
    email_address: null,
    email_address_before_delete: account.email_address ?? account.email_address_before_delete,
    passports: null,
  }));
}
