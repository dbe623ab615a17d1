/** What a search for users tells of whom it finds. [smc-hub/postgres-server-queries.coffee user_search] */

import { compareTexts } from '../database/order.ts';
import { deviates } from '../deviations.ts';
import { iso } from '../instant.ts';
import type { Json, JsonObject } from '../json.ts';
import type { HubState } from '../state.ts';
import { inStoredOrder } from '../stored-order.ts';
import { isUuid } from '../values.ts';
import { isEmailAddress } from './email-addresses.ts';
import type { Account } from './records.ts';
import { searchUsers, searchUsersWidely, type UserSearch } from './user-search.ts';

const MEMBERS = {
  name: ['account_id', 'first_name', 'last_name', 'last_active', 'created'],
  email: ['account_id', 'first_name', 'last_name', 'email_address', 'last_active', 'created', 'email_address_verified'],
  admin: ['account_id', 'first_name', 'last_name', 'email_address', 'last_active', 'created', 'banned'],
} as const;

const DOCUMENTED_MEMBERS: readonly string[] = ['account_id', 'first_name', 'last_name', 'email_address'];

/** What an account was found by, or whom it is told of to. */
type Kind = keyof typeof MEMBERS;

/** What everybody is told. @throws Refusal as `searchUsers`. */
export function usersFound(state: HubState, search: UserSearch): JsonObject[] {
  const { byEmail, byName } = searchUsers(state, search);
  return told(state, [...hits('email', byEmail), ...hits('name', byName)]);
}

/** What admins are told: of one account, if the query is its id or its address to the letter, without what it has not. */
export function usersFoundForAdmin(state: HubState, search: UserSearch): JsonObject[] {
  const { query } = search;
  if (!isUuid(query) && !isEmailAddress(query)) return told(state, hits('admin', searchUsersWidely(state, search)));

  const account = isUuid(query) ? state.accounts.get(query.toLowerCase()) : state.accounts.by('email_address', query);
  const results = told(state, hits('admin', account === undefined ? [] : [account]));
  return results.map((result) => Object.fromEntries(Object.entries(result).filter(([, value]) => value !== null)));
}

interface Hit {
  readonly account: Account;
  readonly kind: Kind;
  /** What it is sorted by. */
  readonly name: string;
}

function hits(kind: Kind, accounts: readonly Account[]): Hit[] {
  return accounts.map((account) => {
    const { first_name, last_name } = account;
    // A name that is not there counts as `null`.
    return { account, kind, name: `${first_name} ${last_name}`.toLowerCase() };
  });
}

function told(state: HubState, found: readonly Hit[]): JsonObject[] {
  const activity = ({ account: { last_active, created } }: Hit) => last_active ?? created;
  return inStoredOrder(state, found, ({ account, kind }) => `${account.account_id} ${kind}`)
    .toSorted((one, other) => compareTexts(one.name, other.name) || activity(other) - activity(one))
    .map(({ account, kind }) => rowOf(account, membersOf(state, kind)));
}

function membersOf(state: HubState, kind: Kind): readonly string[] {
  const members: readonly string[] = MEMBERS[kind];
  return deviates(state, 'user_search_members')
    ? members
    : members.filter((member) => DOCUMENTED_MEMBERS.includes(member));
}

function rowOf(account: Account, members: readonly string[]): JsonObject {
  const columns: Record<string, Json> = {
    account_id: account.account_id,
    first_name: account.first_name,
    last_name: account.last_name,
    email_address: account.email_address,
    last_active: account.last_active === null ? null : iso(account.last_active),
    created: iso(account.created),
    email_address_verified: verifiedTimes(account),
    banned: account.banned,
  };
  return Object.fromEntries(members.map((member) => [member, columns[member] ?? null]));
}

function verifiedTimes({ email_address_verified: verified }: Account): JsonObject | null {
  if (verified === null) return null;
  return Object.fromEntries(Object.entries(verified).map(([email_address, time]) => [email_address, iso(time)]));
}
