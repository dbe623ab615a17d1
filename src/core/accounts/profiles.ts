/** What is told of an account: to everybody, or to itself. [server/accounts/profile/get.ts, private.ts] */
import { refuse } from '../errors.ts';
import { isObject, type Json, type JsonObject } from '../json.ts';
import type { HubState } from '../state.ts';
import { isInGroup } from './accounts.ts';
import type { Account } from './records.ts';

/** @throws Refusal `no_account_by_id` */
export function publicProfile(state: HubState, account_id: string): JsonObject {
  const account = requiredAccount(state, account_id);
  const { first_name, last_name, columns } = account;
  return {
    account_id: account.account_id,
    first_name: first_name ?? 'Anonymous',
    last_name: last_name ?? 'User',
    name: columns.name ?? null,
    ...looksOf(account),
  };
}

/** @throws Refusal `no_account_by_id` */
export function ownProfile(state: HubState, account_id: string): JsonObject {
  const account = requiredAccount(state, account_id);
  const { email_address, passports, first_name, last_name, columns } = account;
  return {
    account_id,
    first_name,
    last_name,
    name: columns.name ?? null,
    ...looksOf(account),
    is_admin: isInGroup(state, account_id, 'admin'),
    is_partner: isInGroup(state, account_id, 'partner'),
    is_anonymous: email_address === null && Object.keys(passports ?? {}).length === 0,
    email_address,
  };
}

function requiredAccount(state: HubState, account_id: string): Account {
  const account = state.accounts.get(account_id.toLowerCase());
  if (account === undefined) throw refuse('no_account_by_id', { account_id });
  return account;
}

/** The picture and the colour, where there are any. */
function looksOf({ columns }: Account): JsonObject {
  const profile = isObject(columns.profile) ? columns.profile : {};
  const has = (name: string): [string, Json][] => (profile[name] ? [[name, profile[name] as Json]] : []);
  return Object.fromEntries([...has('image'), ...has('color')]);
}
