/** What names may be that lead to accounts, projects and public paths in URLs. [util/db-schema/name-rules.ts] */
import { refuse } from '../errors.ts';
import type { HubState } from '../state.ts';
import { isUuid } from '../values.ts';

interface Rule {
  /** How the hub goes on after `name must`. */
  readonly words: string;
  readonly holds: (name: string) => boolean;
}

const NOT_EMPTY: Rule = { words: 'have at least 1 character', holds: (name) => name.length > 0 };

const USER_NAME: readonly Rule[] = [
  NOT_EMPTY,
  { words: 'have at most 39 characters', holds: (name) => name.length <= 39 },
  { words: 'not be a v4 UUID', holds: (name) => !isUuid(name) },
  { words: 'not contain consecutive hyphens', holds: (name) => !name.includes('--') },
  {
    words: 'contain only a-z,A-Z,0-9, or -, and not start with hyphen.',
    holds: (name) => /^[a-zA-Z0-9][a-zA-Z0-9-]*$/.test(name),
  },
];

const THING_NAME: readonly Rule[] = [
  NOT_EMPTY,
  { words: 'have at most 100 characters', holds: (name) => name.length <= 100 },
  {
    words: 'contain only a-z,A-Z,0-9, . or -, and not start with hyphen or have spaces.',
    holds: (name) => /^[a-zA-Z0-9.][a-zA-Z0-9.-]*$/.test(name),
  },
];

/**
 * Names that lead to pages of the hub itself are reserved, but which they are is not known here, so they pass.
 *
 * @throws Refusal `name_rule`, `name_of_account_taken`
 */
export function checkUserName(state: HubState, account_id: string, name: string): void {
  checkRules(USER_NAME, name);
  const holder = state.accounts.by('name', name.toLowerCase());
  if (holder !== undefined && holder.account_id !== account_id) throw refuse('name_of_account_taken', { name });
}

/** Whether it can be the name of a project or a public path. @throws Refusal `name_rule` */
export function checkThingName(name: string): void {
  checkRules(THING_NAME, name);
}

function checkRules(rules: readonly Rule[], name: string): void {
  const broken = rules.find(({ holds }) => !holds(name));
  if (broken !== undefined) throw refuse('name_rule', { rule: broken.words });
}

/** Whether two names are the same for those who look them up. */
export function isSameName(one: unknown, other: string): boolean {
  return typeof one === 'string' && one.toLowerCase() === other.toLowerCase();
}
