/** Verifying addresses of mail. [server/auth/redeem-verify-email.ts] */
import { refuse } from '../errors.ts';
import { readMember } from '../javascript.ts';
import type { Json } from '../json.ts';
import { type HubState, update } from '../state.ts';
import { isEmailAddress } from './email-addresses.ts';

const SHORTEST_TOKEN = 16;

/**
 * The state in which the address is verified.
 *
 * @throws Refusal `verification_token_short`, `verified_address_malformed`, `no_account_to_verify`,
 *   `no_verification_pending`, `verification_token_wrong`
 */
export function verified(state: HubState, email_address: Json | undefined, token: Json | undefined): HubState {
  const length = readMember(token, 'length');
  if (typeof length === 'number' && length < SHORTEST_TOKEN) throw refuse('verification_token_short');
  if (!isEmailAddress(email_address)) throw refuse('verified_address_malformed');
  const account = state.accounts.by('email_address', email_address);
  if (account === undefined) throw refuse('no_account_to_verify', { email_address });
  const { email_address_challenge: challenge, email_address_verified: times } = account;
  if (challenge === null) {
    if (times !== null && Object.hasOwn(times, email_address)) return state;
    throw refuse('no_verification_pending', { email_address });
  }
  if (challenge.email !== email_address || challenge.token !== token) throw refuse('verification_token_wrong');
  return update(state, 'accounts', account.account_id, (row) => ({
    ...row,
    email_address_challenge: null,
    email_address_verified: { ...row.email_address_verified, [email_address]: state.now },
  }));
}
