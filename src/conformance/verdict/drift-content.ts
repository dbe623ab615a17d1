/** What of a difference between two hubs is content: people's names, rows that no run has made, how much there is of them. */
import type { CompiledContract } from '../../contracts/compiled.ts';
import { isObject, type Json } from '../../core/json.ts';
import type { Difference } from '../comparison/compare.ts';
import { idsIn } from '../comparison/names.ts';
import type { ApiExchange } from '../language/answer.ts';
import { operationOf } from '../language/call.ts';
import { recipeOf } from '../suites/recipes.ts';
import { MARK } from '../tested-hub/mark.ts';
import { anyItem, type Broken, documentedAt, type Pair } from './drift-documented.ts';

/**
 * Whether the calls are about what the runs have made, or made up, so that what comes of them does not depend on what else
 * a hub has, nor on chance.
 *
 * @param ofRuns the ids of all that, for each run
 */
export function isOfRun(exchanges: Pair<ApiExchange>, ofRuns: Pair<ReadonlySet<string>>): boolean {
  return exchanges.every(({ call: { body: { id: _, ...body } = {}, ...call } }, at) => {
    const text = JSON.stringify([call, body]);
    const isNamed = text.includes(MARK) || idsIn(text).some((id) => (ofRuns[at] as ReadonlySet<string>).has(id));
    return isNamed && !PAGE.test(text) && !recipeOf(operationOf(call))?.ownAnswer;
  });
}

/** Which rows are on a page depends on their order, and of rows made at about the same time nobody promises one. */
const PAGE = /"(limit|offset)":/;

/** Whether the account or the hub lacks what the call takes, as its contract says that some do. */
export function lacksSomething({ call, answer }: ApiExchange): boolean {
  const { lacks = [] } = recipeOf(operationOf(call)) ?? {};
  return 'words' in answer && lacks.some((words) => words === answer.words);
}

/** How many rows a hub showed of each list, as in `v1/user_search answer.results[]`, and how many of them had each member. */
export type Rows = ReadonlyMap<string, number>;

export function rowsIn(exchanges: readonly ApiExchange[]): Rows {
  const rows = new Map<string, number>();
  const count = (place: string) => rows.set(place, (rows.get(place) ?? 0) + 1);
  const walk = (value: Json, place: string): void => {
    for (const [name, inner] of isObject(value) ? Object.entries(value) : []) walk(inner, `${place}.${name}`);
    for (const row of Array.isArray(value) ? (value as readonly Json[]).filter(isObject) : []) {
      count(`${place}[]`);
      for (const name of Object.keys(row)) count(`${place}[].${name}`);
      walk(row, `${place}[]`);
    }
  };
  for (const { call, answer } of exchanges) {
    if (answer.outcome === 'success') walk(answer.value, `${operationOf(call)} answer`);
  }
  return rows;
}

/** Members that all rows of the one have and none of the other: with fewer rows that can be by chance. */
const FEWEST_ROWS = 3;

interface About {
  readonly rows: Pair<Rows>;
  readonly broken: Pair<Broken>;
  readonly contract: CompiledContract | undefined;
  readonly exchanges: Pair<ApiExchange>;
}

/**
 * Whether a difference in what is told of other things is one of form: against a contract, or nothing that a contract
 * provides for, or about a member that rows of the one hub have and those of the other have not.
 */
export function isOfForm({ kind, path, expected, came }: Difference, about: About): boolean {
  const { rows, broken, contract, exchanges } = about;
  const place = anyItem(path);
  if (broken.some((of) => of.has(place))) return true;
  if (/\[\]\.[^[\].]+$/.test(place)) {
    const [a, b] = rows.map((of) => howMany(of, `${operationOf(exchanges[0].call)} ${place}`));
    return (kind === 'omitted' && a === 'all' && b === 'none') || (kind === 'invented' && a === 'none' && b === 'all');
  }
  const isOfContent =
    kind === 'value' || kind === 'message' || place.endsWith(']') || expected === null || came === null;
  return !isOfContent && (contract === undefined || documentedAt(contract, path, exchanges) === undefined);
}

/** How many of the rows have the member; nothing is known where there are few rows. */
function howMany(rows: Rows, place: string): 'all' | 'some' | 'none' | undefined {
  const all = rows.get(place.slice(0, place.lastIndexOf('.'))) ?? 0;
  if (all < FEWEST_ROWS) return undefined;
  const having = rows.get(place) ?? 0;
  return having === 0 ? 'none' : having === all ? 'all' : 'some';
}
