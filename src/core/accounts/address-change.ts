/** Giving an account another address, as hubs of 2026 do. [server/accounts/set-email-address.ts] */
import { refuse } from '../errors.ts';
import type { Json } from '../json.ts';
import { type HubState, update } from '../state.ts';
import { withPassword } from './credentials.ts';
import { isEmailAddress } from './email-addresses.ts';
import { SHORTEST_PASSWORD } from './password-rules.ts';
import { isPasswordCorrect } from './passwords.ts';

interface Change {
  readonly account_id: string;
  readonly email_address: Json | undefined;
  readonly password: Json | undefined;
}

/**
 * The state with the address, in lower case; an account without a password gets the one that is shown.
 *
 * @throws Refusal `address_malformed`, `password_too_short`, `no_account_to_ask`, `address_in_use`, `password_not_right`
 */
export function withEmailAddress(state: HubState, { account_id, email_address: sent, password }: Change): HubState {
  if (!isEmailAddress(sent)) throw refuse('address_malformed');
  if (typeof password !== 'string' || password.length < SHORTEST_PASSWORD) throw refuse('password_too_short');
  const account = state.accounts.get(account_id);
  if (account === undefined) throw refuse('no_account_to_ask');
  const email_address = sent.toLowerCase();
  const isTaken = state.accounts.hasBy('email_address', email_address);
  if (account.password_hash === null) {
    if (isTaken) throw refuse('address_in_use_as_sent', { email_address: sent });
    return renamed(withPassword(state, account_id, 'first password', password), account_id, email_address);
  }
  if (!isPasswordCorrect(password, account.password_hash)) throw refuse('password_not_right');
  if (isTaken) throw refuse('address_in_use', { email_address });
  return renamed(state, account_id, email_address);
}

function renamed(state: HubState, account_id: string, email_address: string): HubState {
  return update(state, 'accounts', account_id, (account) => ({ ...account, email_address }));
}
