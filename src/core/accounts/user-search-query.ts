/** What a search for users asks for. */

import { deviates } from '../deviations.ts';
import { refuse } from '../errors.ts';
import type { Json } from '../json.ts';
import type { HubState } from '../state.ts';
import { isEmailAddress } from './email-addresses.ts';

export interface UserSearchQuery {
  /** The terms of each name. */
  readonly names: readonly (readonly string[])[];
  readonly emails: readonly string[];
}

/** The database takes 65,535 parameters: one for each term, one for an interval and one for the limit. */
const MOST_TERMS = 65_533;

/**
 * The names and addresses of a text like `jane doe, John <jd@example.com>`: a piece with an `@` is searched for
 * addresses only. What is no text asks for nothing.
 * [smc-util/misc.js, util/misc.ts parse_user_search]
 *
 * @throws Refusal `unsimulated` for more terms than the database takes.
 */
export function parseUserSearchQuery(state: HubState, query: Json): UserSearchQuery {
  if (typeof query !== 'string') return { names: [], emails: [] };
  const pieces = query.toLowerCase().split(/[\n,;]/);
  const first = deviates(state, 'user_name_search') ? 1 : 0;
  const hasAddress = (piece: string) => piece.trim().indexOf('@') >= first;
  const names = pieces.filter((piece) => !hasAddress(piece)).map(wordsOf);
  if (names.flat().length > MOST_TERMS) {
    throw refuse('unsimulated', {
      what: `a search for more than ${MOST_TERMS} terms`,
      why: 'the database takes no more',
    });
  }

  const addressed = pieces.filter(hasAddress).flatMap(wordsOf);
  return {
    names: distinct(names).filter((terms) => terms.length > 0),
    emails: addressed.map(unwrapped).filter(isEmailAddress),
  };
}

function wordsOf(piece: string): string[] {
  return piece.split(/\s+/).filter((word) => word !== '');
}

function distinct(names: readonly string[][]): string[][] {
  return [...new Map(names.map((terms) => [terms.join(' '), terms])).values()];
}

/** The address of `<address>`. */
function unwrapped(word: string): string {
  return word.match(/^<(.*)>/)?.[1] ?? word;
}
