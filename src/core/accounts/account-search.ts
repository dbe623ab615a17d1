/** Finding accounts since 2026: by names anywhere in them, by user name, by id and by e-mail address. [server/accounts/search.ts] */
import { cached } from '../caches/caches.ts';
import { sqlInteger } from '../database/database.ts';
import { substringPattern } from '../database/like.ts';
import { refuse } from '../errors.ts';
import { iso } from '../instant.ts';
import type { Json, JsonObject } from '../json.ts';
import { findProject } from '../projects/projects.ts';
import type { HubState } from '../state.ts';
import { asText, isTruthy, isUuid } from '../values.ts';
import { firstByNumber } from './account-order.ts';
import { isAdmin } from './accounts.ts';
import { isEmailAddress } from './email-addresses.ts';
import type { Account } from './records.ts';
import { candidates, matchesEach } from './user-search.ts';
import { parseUserSearchQuery } from './user-search-query.ts';

/** What is sent; a member that is not there may be `undefined`. */
export interface AccountSearch {
  /** Who asks. */
  readonly account_id: string;
  readonly query: Json | undefined;
  readonly limit: Json | undefined;
  /** Asks as an admin, who also sees addresses, and whoever is unlisted. */
  readonly admin: Json | undefined;
  readonly only_email: Json | undefined;
}

const LIMIT = 20;
const MOST = 50;
const MOST_FOR_ADMIN = 2500;

/**
 * What the caller is told of the accounts that a query finds, those active or made last first.
 *
 * Of one account if the query is its id or its address; what is no text finds nobody.
 *
 * @throws Refusal `not_admin_to_search`, or in the database's words for a limit that is no whole number.
 */
export function searchAccounts(state: HubState, search: AccountSearch): JsonObject[] {
  const { account_id } = search;
  const admin = isTruthy(search.admin);
  if (admin && !isAdmin(state, account_id)) throw refuse('not_admin_to_search');
  // Searches that find nobody are made anew each time.
  const asked = JSON.stringify([search.query, search.limit, admin, isTruthy(search.only_email)]);
  const found = () => orNothing(rowsOf(state, search, admin));
  return cached(state, 'search_cache', asked, found) ?? [];
}

function orNothing<Row>(rows: readonly Row[]): Row[] | undefined {
  return rows.length === 0 ? undefined : [...rows];
}

function rowsOf(state: HubState, search: AccountSearch, admin: boolean): JsonObject[] {
  const { query } = search;
  if (isUuid(query)) return byId(state, query.toLowerCase(), admin).map((account) => told(account, admin));
  if (isEmailAddress(query)) {
    const account = state.accounts.by('email_address', query.toLowerCase());
    return account === undefined ? [] : [told(account, admin, true)];
  }
  return byText(state, search, admin);
}

/** The account with the id; for admins, where there is none, everybody in the project with it. */
function byId(state: HubState, id: string, admin: boolean): Account[] {
  const account = state.accounts.get(id);
  if (account !== undefined) return [account];
  const users = admin ? Object.keys(findProject(state, id)?.users ?? {}) : [];
  return users.flatMap((user) => state.accounts.get(user) ?? []);
}

function byText(state: HubState, { query = null, limit, only_email }: AccountSearch, admin: boolean): JsonObject[] {
  const most = readLimit(limit, admin ? MOST_FOR_ADMIN : MOST);
  const { names, emails } = parseUserSearchQuery(state, query);
  // Admins look for addresses as they look for names.
  const terms = admin ? [...names, ...emails.map((email) => [email])] : names;
  const addressed = admin || most <= 0 ? [] : withAddresses(state, emails);
  const left = most - addressed.length;
  const named = isTruthy(only_email) || terms.length === 0 || left <= 0 ? [] : withTerms(state, terms, admin);
  // A limit that is no number fails where the database reads it.
  const first = byActivity(state, named, named.length === 0 ? 0 : sqlInteger(left));
  const found = [...addressed.map((account) => ({ account, row: told(account, admin, true) }))].concat(
    first.map((account) => ({ account, row: told(account, admin) })),
  );
  return found.sort((one, other) => lastSeen(other.account) - lastSeen(one.account)).map(({ row }) => row);
}

function readLimit(sent: Json | undefined, most: number): number {
  if (sent == null) return LIMIT;
  return Math.min(typeof sent === 'object' ? Number(asText(sent)) : Number(sent), most);
}

function withAddresses(state: HubState, emails: readonly string[]): Account[] {
  const found = [...new Set(emails.flatMap((email) => state.accounts.by('email_address', email) ?? []))];
  return byActivity(
    state,
    found.filter(({ deleted }) => deleted === null),
    found.length,
  );
}

function withTerms(state: HubState, names: readonly (readonly string[])[], admin: boolean): Account[] {
  const wanted = names.map((terms) => terms.map(substringPattern));
  const found = wanted.flatMap((patterns) =>
    candidates(state, patterns)
      .filter(({ deleted, columns }) => !deleted && (admin || columns.unlisted !== true))
      .filter((account) => matchesEach(patterns, textsOf(account, admin))),
  );
  return [...new Set(found)];
}

function textsOf({ first_name, last_name, email_address, columns }: Account, admin: boolean): (string | null)[] {
  const name = typeof columns.name === 'string' ? `@${columns.name}` : null;
  return [first_name, last_name, name, ...(admin ? [email_address] : [])];
}

function byActivity(state: HubState, accounts: readonly Account[], most: number): Account[] {
  return firstByNumber(state, accounts, ({ last_active, created }) => last_active ?? created, most);
}

function lastSeen({ last_active, created }: Account): number {
  return Math.max(last_active ?? 0, created);
}

/** An account's row: its address only where that was searched for, or an admin asks. */
function told(account: Account, admin: boolean, byEmail = false): JsonObject {
  const { account_id, first_name, last_name, columns, email_address, last_active, created, banned } = account;
  return {
    account_id,
    first_name,
    last_name,
    name: columns.name ?? null,
    ...((admin || byEmail) && { email_address }),
    last_active,
    created,
    ...(admin && { banned }),
    email_address_verified: verified(account),
  };
}

/** Whether the address is verified; where there is no address now, all that ever were, as they are kept. */
function verified({ email_address, email_address_verified: times }: Account): Json {
  if (times === null) return null;
  if (email_address) return Object.hasOwn(times, email_address);
  return Object.fromEntries(Object.entries(times).map(([address, time]) => [address, iso(time)]));
}
