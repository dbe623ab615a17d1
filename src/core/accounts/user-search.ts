/** Finding accounts by name or e-mail address. [smc-hub/postgres-server-queries.coffee user_search] */

import { sqlInteger, sqlText } from '../database/database.ts';
import { instantBefore } from '../database/intervals.ts';
import { type Pattern, prefixPattern, substringPattern } from '../database/like.ts';
import { deviates } from '../deviations.ts';
import { refuse } from '../errors.ts';
import type { Json } from '../json.ts';
import type { HubState } from '../state.ts';
import { isTruthy } from '../values.ts';
import { firstByNumber } from './account-order.ts';
import type { Account } from './records.ts';
import { parseUserSearchQuery } from './user-search-query.ts';

export interface UserSearch {
  readonly query: Json;
  /** An interval, as the database reads it; of those found by name only who was active or made in it is told of. */
  readonly active: Json;
  /** A number, as the database reads it. */
  readonly limit: Json;
}

export interface UsersFound {
  readonly byEmail: readonly Account[];
  readonly byName: readonly Account[];
}

/**
 * The accounts with the addresses, and those with the names, of a query; whoever has both is in both.
 * Of too many with the names, those that were active last are told of.
 *
 * @throws Refusal in the database's words, where an interval or a limit is needed and it cannot read it.
 */
export function searchUsers(state: HubState, { query, active, limit }: UserSearch): UsersFound {
  const { emails, names } = parseUserSearchQuery(state, query);
  const limitsAll = !deviates(state, 'user_search_limit');
  const bounded = names.length > 0 && isTruthy(active);
  const start = bounded ? instantBefore(state.now, sqlText(active)) : Number.NEGATIVE_INFINITY;
  const most = names.length > 0 || limitsAll ? readLimit(limit) : 0;

  const addressed = [...new Set(emails.flatMap((email) => state.accounts.by('email_address', email) ?? []))];
  const byEmail = limitsAll ? addressed.slice(0, most) : addressed;

  const named = new Set(names.flatMap((terms) => withName(state, terms)));
  const recent = [...named].filter(({ last_active, created }) => Math.max(last_active ?? created, created) >= start);
  return { byEmail, byName: lastActive(state, recent, limitsAll ? most - byEmail.length : most) };
}

/**
 * The accounts that have each term of a name, or an address of the query, somewhere in a name or address.
 */
export function searchUsersWidely(state: HubState, { query, limit }: Omit<UserSearch, 'active'>): readonly Account[] {
  const { emails, names } = parseUserSearchQuery(state, query);
  const wanted = [...names, ...emails.map((email) => [email])].map((terms) => terms.map(substringPattern));
  if (wanted.length === 0) return [];

  const texts = ({ first_name, last_name, email_address }: Account) => [first_name, last_name, email_address];
  const found = wanted.flatMap((patterns) =>
    candidates(state, patterns).filter((account) => !account.deleted && matchesEach(patterns, texts(account))),
  );
  return lastActive(state, [...new Set(found)], readLimit(limit));
}

/** Accounts whose names the terms begin. */
function withName(state: HubState, terms: readonly string[]): Account[] {
  const patterns = terms.map(prefixPattern);
  const matches = patterns.length === 2 && !deviates(state, 'user_search_terms') ? matchesCrosswise : matchesEach;
  return candidates(state, patterns).filter(
    ({ deleted, first_name, last_name }) => !deleted && matches(patterns, [first_name, last_name]),
  );
}

/** Accounts among which are all that match each of the patterns: the fewest that the index gives. */
export function candidates({ accounts }: HubState, patterns: readonly Pattern[]): readonly Account[] {
  const longest = patterns.reduce((one, { fragment }) => (fragment.length > one.length ? fragment : one), '');
  return accounts.candidates(longest);
}

type Texts = readonly (string | null)[];

/** Whether each of the patterns matches one of the texts. */
export function matchesEach(patterns: readonly Pattern[], texts: Texts): boolean {
  return patterns.every(({ matches }) => texts.some((text) => text !== null && matches(text.toLowerCase())));
}

/** Whether one of two patterns matches the one text, and the other the other. */
function matchesCrosswise(patterns: readonly Pattern[], texts: Texts): boolean {
  const match = (pattern: number, text: number) =>
    matchesEach(patterns.slice(pattern, pattern + 1), texts.slice(text, text + 1));
  return (match(0, 0) && match(1, 1)) || (match(0, 1) && match(1, 0));
}

/** The first `limit`, those active last first, then those never active. */
function lastActive(state: HubState, accounts: readonly Account[], limit: number): Account[] {
  const instant = ({ last_active }: Account) => last_active ?? Number.MIN_SAFE_INTEGER;
  return firstByNumber(state, accounts, instant, limit);
}

function readLimit(limit: Json): number {
  const count = sqlInteger(limit);
  if (count < 0) throw refuse('negative_limit');
  return count;
}
