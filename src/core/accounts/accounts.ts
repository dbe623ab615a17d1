/** Accounts and their indexes. */

import { OrderedSet } from 'immutable';
import type { Gate } from '../endpoint.ts';
import { refuse } from '../errors.ts';
import { reindexed } from '../indexes.ts';
import { MINUTE } from '../instant.ts';
import type { Account } from '../records.ts';
import { changed, type HubState } from '../state.ts';

/** The state with the account added, or put in the place of the one with its id. */
export function withAccount(state: HubState, account: Account): HubState {
  const before = state.accounts.get(account.account_id);
  return changed(state, {
    accounts: state.accounts.set(account.account_id, account),
    accountsByEmail: movedKey(state.accountsByEmail, account.account_id, before?.email_address, account.email_address),
    accountsByKey: movedKey(state.accountsByKey, account.account_id, before?.api_key, account.api_key),
    accountsByName: movedKey(state.accountsByName, account.account_id, userName(before), userName(account)),
    accountsByOrganization: withMember(state.accountsByOrganization, account.account_id, before, account),
    accountsByInitial: reindexed(
      state.accountsByInitial,
      account.account_id,
      before === undefined ? [] : initials(before),
      initials(account),
    ),
  });
}

/** The state with the account changed by `change`; nobody stays nobody, as a row that no update meets. */
export function updateAccount(state: HubState, account_id: string, change: (account: Account) => Account): HubState {
  const account = state.accounts.get(account_id);
  return account === undefined ? state : withAccount(state, change(account));
}

/** An account with nothing but its id, created now. */
export function newAccount({ now }: Pick<HubState, 'now'>, account_id: string): Account {
  return {
    account_id,
    first_name: null,
    last_name: null,
    email_address: null,
    email_address_before_delete: null,
    email_address_verified: null,
    email_address_challenge: null,
    password_hash: null,
    api_key: null,
    passports: null,
    groups: null,
    banned: null,
    deleted: null,
    created: now,
    created_by: null,
    last_active: null,
    creation_actions_done: null,
    sign_up_usage_intent: null,
    stripe_customer: null,
    columns: {},
  };
}

/** Whose address, in lower case, it is. */
export function accountWithEmail(state: HubState, email_address: string): Account | undefined {
  const account_id = state.accountsByEmail.get(email_address);
  return account_id === undefined ? undefined : state.accounts.get(account_id);
}

export function isAdmin(state: HubState, account_id: string): boolean {
  return isInGroup(state, account_id, 'admin');
}

/** Lets site admins pass. */
export function admins(refusal: 'not_site_admin' | 'not_admin_to_terminate' | ByOthers): Gate<never> {
  return (state, _request, { account_id }) => {
    if (!isAdmin(state, account_id)) throw refuse(refusal);
    return state;
  };
}

type ByOthers = 'quotas_by_other' | 'organization_by_other' | 'list_by_other' | 'member_by_other';

export function isInGroup(state: HubState, account_id: string, group: string): boolean {
  return state.accounts.get(account_id)?.groups?.includes(group) ?? false;
}

/** Marks the account as active, at most once every two minutes. [postgres-server-queries.coffee touch, _touch_account] */
export function touchAccount(state: HubState, account_id: string): HubState {
  const account = state.accounts.get(account_id);
  if (account === undefined) return state;
  if (account.last_active !== null && state.now - account.last_active < 2 * MINUTE) return state;
  // No index holds the time, so none has to be looked at.
  return changed(state, { accounts: state.accounts.set(account_id, { ...account, last_active: state.now }) });
}

function withMember(
  index: HubState['accountsByOrganization'],
  account_id: string,
  before: Account | undefined,
  account: Account,
): HubState['accountsByOrganization'] {
  const [from, to] = [organizationOf(before), organizationOf(account)];
  if (from === to) return index;
  const others = from === null ? undefined : index.get(from)?.delete(account_id);
  const left =
    from === null || others === undefined ? index : others.isEmpty() ? index.delete(from) : index.set(from, others);
  return to === null ? left : left.set(to, left.get(to, OrderedSet<string>()).add(account_id));
}

/** The name of the account's organization. */
export function organizationOf(account: Account | undefined): string | null {
  const name = account?.columns.org;
  return typeof name === 'string' ? name : null;
}

function userName(account: Account | undefined): string | null {
  const name = account?.columns.name;
  return typeof name === 'string' ? name.toLowerCase() : null;
}

function initials({ first_name, last_name }: Account): string[] {
  const names = [first_name, last_name].filter((name): name is string => Boolean(name));
  return [...new Set(names.map((name) => initial(name)))];
}

/** What the index of names goes by. */
function initial(name: string): string {
  return String.fromCodePoint(name.toLowerCase().codePointAt(0) as number);
}

function movedKey(
  index: HubState['accountsByEmail'],
  account_id: string,
  from: string | null | undefined,
  to: string | null,
): HubState['accountsByEmail'] {
  if (from === to) return index;
  // An address freed by one account may already be another's.
  const freed = from != null && index.get(from) === account_id ? index.delete(from) : index;
  return to === null ? freed : freed.set(to, account_id);
}
