/** Signing up: who may, and the account that comes of it. */

import { textColumn, varchar } from '../database/database.ts';
import type { Caller } from '../endpoint.ts';
import { refuse } from '../errors.ts';
import { type Instant, MINUTE } from '../instant.ts';
import type { Json } from '../json.ts';
import { type HubState, put, update } from '../state.ts';
import { isTruthy } from '../values.ts';
import { isInGroup, newAccount } from './accounts.ts';
import { isEmailAddress } from './email-addresses.ts';
import { hashPassword, passwordFault } from './passwords.ts';

/** So many accounts may come from one address in half an hour. */
const WINDOW = 30 * MINUTE;
const LIMIT = 150;
const GOLD_LIMIT = 1500;

/** What an account starts with. */
export interface AccountDetails {
  readonly first_name: Json | undefined;
  readonly last_name: Json | undefined;
  readonly email_address: Json | undefined;
  readonly password: Json | undefined;
}

/** What somebody gave to sign up with, the address already in lower case. */
export interface SignUp extends AccountDetails {
  readonly email_address: string | undefined;
  readonly usage_intent: Json | undefined;
}

/**
 * Lets those pass who may sign up. That an address is banned is not asked: it would have to be free first.
 *
 * @throws Refusal `email_sign_up_disabled`, `sign_up_invalid`, `too_many_sign_ups`, `sign_up_email_taken`; in this order.
 * @see [smc-hub/client/create-account.ts create_account, issues_with_create_account]
 */
export function checkSignUp(state: HubState, { email_address, password }: SignUp, caller: Caller): void {
  if (!state.site.email_signup) throw refuse('email_sign_up_disabled');

  const email = isTruthy(email_address) && !isEmailAddress(email_address);
  const fault = isTruthy(password) ? passwordFault(password) : undefined;
  if (email || fault !== undefined) throw refuse('sign_up_invalid', { email, password: fault });

  const limit = isInGroup(state, caller.account_id, 'gold') ? GOLD_LIMIT : LIMIT;
  if (signUpsFrom(state, caller.ip).length >= limit) throw refuse('too_many_sign_ups', { ip: caller.ip, limit });

  if (email_address && state.accounts.hasBy('email_address', email_address)) throw refuse('sign_up_email_taken');
}

/**
 * The state with the account made; an empty password is none, an empty address is one.
 *
 * @throws Refusal in the database's words: `zero_byte`, `text_too_long`, `email_address_not_unique`.
 * @see [smc-hub/postgres-server-queries.coffee create_account]
 */
export function signUp(state: HubState, account_id: string, given: SignUp, ip: string): HubState {
  const { usage_intent } = given;
  const opened = openAccount(state, account_id, given);
  return update(withSignUp(opened, ip), 'accounts', account_id, (account) => ({
    ...account,
    created_by: ip,
    sign_up_usage_intent: usage_intent === undefined ? null : textColumn(usage_intent),
  }));
}

/** The state with the account made, whoever has it made. @throws Refusal as `signUp`. */
export function openAccount(
  state: HubState,
  account_id: string,
  { first_name, last_name, email_address, password }: AccountDetails,
): HubState {
  const column = (value: Json | undefined) => (value === undefined ? null : varchar(value, 254));
  const account = {
    ...newAccount(state, account_id),
    first_name: column(first_name),
    last_name: column(last_name),
    email_address: column(email_address),
    password_hash: typeof password === 'string' && password !== '' ? hashPassword(state, 'password', password) : null,
  };
  if (account.email_address !== null && state.accounts.hasBy('email_address', account.email_address)) {
    throw refuse('email_address_not_unique');
  }
  return put(state, 'accounts', account);
}

function signUpsFrom({ signUps, now }: HubState, address: string): readonly Instant[] {
  return signUps.get(address)?.times.filter((time) => time >= now - WINDOW) ?? [];
}

function withSignUp(state: HubState, address: string): HubState {
  return put(state, 'signUps', { address, times: [...signUpsFrom(state, address), state.now] });
}
