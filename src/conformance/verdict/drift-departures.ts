/** Where two hubs differ in one case: in what they answer, field by field, and in what the case says of them. */

import type { CompiledContract } from '../../contracts/compiled.ts';
import { isSameJson, type Json } from '../../core/json.ts';
import { compare, type Difference, type DifferenceKind } from '../comparison/compare.ts';
import { HubNames } from '../comparison/names.ts';
import { type ApiExchange, isTooLate, shortened } from '../language/answer.ts';
import { operationOf } from '../language/call.ts';
import type { Person } from '../language/person.ts';
import type { ContractOf } from '../suites/judge.ts';
import { introduce } from '../suites/side.ts';
import { isOfForm, isOfRun, lacksSomething, type Rows } from './drift-content.ts';
import { anyItem, type Broken, brokenBy, documentedText, type Pair } from './drift-documented.ts';
import type { ReportedCase } from './report.ts';

/** What was said in a case. */
export interface Talk {
  readonly exchanges: ApiExchange[];
}

/** One of two hubs. */
export interface DriftSide {
  /** Who calls, by the names of their identities. */
  readonly people: ReadonlyMap<string, Person>;
  /** By the names of cases. */
  readonly talks: ReadonlyMap<string, Talk>;
  /** Ids of what the run has made, or made up. */
  readonly ofRun: ReadonlySet<string>;
  readonly rows: Rows;
}

/** What comes of the comparison of a case. */
export interface Compared {
  readonly departures: readonly Departure[];
  /** How many differences are in what the hubs hold, each for itself, and in nothing else. */
  readonly content: number;
}

export interface Departure {
  /** Unique in a drift, and the same in each. */
  readonly id: string;
  readonly case: string;
  readonly operation: string;
  /** The call, with names in place of ids; `null` where it is about the case as a whole. */
  readonly call: string | null;
  /** As in `answer.results[0].first_name`; or `outcome`, `words`, `verdict`, `findings`. */
  readonly path: string;
  readonly direction: 'only A' | 'only B' | 'type' | 'value';
  /** Who departs from what is documented, as far as a contract tells. */
  readonly departs: 'A' | 'B' | 'both' | 'neither' | 'unknown';
  readonly documented: string;
  readonly a: string;
  readonly b: string;
}

/** All departures of a case: those of its calls, or else of its outcome. */
export function compareTalks(cases: Pair<ReportedCase>, sides: Pair<DriftSide>, contractOf: ContractOf): Compared {
  const { name } = cases[0];
  const talks = sides.map((side) => side.talks.get(name)?.exchanges ?? []) as [ApiExchange[], ApiExchange[]];
  const names = namesBetween(sides);
  const ofRuns = [sides[0].ofRun, sides[1].ofRun] as const;
  const rows = [sides[0].rows, sides[1].rows] as const;
  const departures: Departure[] = [];
  let content = 0;
  for (const [at, [one, other]] of inStep(talks).entries()) {
    // What was too late says nothing, and what comes after it depends on what was done meanwhile.
    if (isTooLate(one.answer) || isTooLate(other.answer)) break;
    const calls = [one, other].map(({ call }) => call as unknown as Json) as [Json, Json];
    // From where they are asked different things, nothing that they say can be compared.
    if (compare(...calls, names).length > 0) break;
    const call = JSON.stringify(names.shown(calls[0], 'expected'));
    const about = { case: name, operation: operationOf(one.call), call };
    const documented = contractOf(operationOf(one.call));
    // Printed examples are asked where there is what they speak of, and nothing else.
    const isForeign = cases[0].suite !== 'examples' && !isOfRun([one, other], ofRuns);
    const compared = () => answersDiffer([one, other], documented, names, isForeign ? rows : undefined);
    // What stands for what in rows that have nothing to do with each other is no use to later calls.
    const { parts, ofContent } = isForeign ? names.tentatively(compared, () => false) : compared();
    content += ofContent;
    departures.push(...parts.map((part) => ({ id: `${name}@${at + 1}:${part.path}`, ...about, ...part })));
  }
  return { departures: departures.length > 0 || !cases.every(isRun) ? departures : casesDiffer(cases), content };
}

export const isRun = ({ verdict }: ReportedCase): boolean => verdict !== 'skipped' && verdict !== 'not run';

function namesBetween([a, b]: Pair<DriftSide>): HubNames {
  const names = new HubNames();
  for (const [name, person] of a.people) {
    const other = b.people.get(name);
    if (other !== undefined) introduce(names, name, { expected: person, came: other });
  }
  return names;
}

/** The exchanges of both, call by call. Where the one was asked the same more often, waiting for something, the last time counts. */
function inStep(talks: Pair<readonly ApiExchange[]>): Pair<ApiExchange>[] {
  const [ofA, ofB] = talks.map(inRounds) as [ApiExchange[][], ApiExchange[][]];
  return ofA.slice(0, ofB.length).flatMap((round, at) => {
    const other = ofB[at] as ApiExchange[];
    if (round.length !== other.length) return [[round.at(-1), other.at(-1)] as [ApiExchange, ApiExchange]];
    return round.map((one, place): Pair<ApiExchange> => [one, other[place] as ApiExchange]);
  });
}

/** Exchanges one after the other that begin with the same call. */
function inRounds(exchanges: readonly ApiExchange[]): ApiExchange[][] {
  const rounds: ApiExchange[][] = [];
  for (const exchange of exchanges) {
    const last = rounds.at(-1);
    if (last?.[0] !== undefined && JSON.stringify(last[0].call) === JSON.stringify(exchange.call)) last.push(exchange);
    else rounds.push([exchange]);
  }
  return rounds;
}

type Part = Omit<Departure, 'id' | 'case' | 'operation' | 'call'>;

const DIRECTIONS: Readonly<Record<DifferenceKind, Departure['direction']>> = {
  invented: 'only B',
  omitted: 'only A',
  type: 'type',
  value: 'value',
  message: 'value',
};

/** @param rows set where the call is about what is not of the run, so that what is told of that is content. */
function answersDiffer(
  pair: Pair<ApiExchange>,
  documented: CompiledContract | undefined,
  names: HubNames,
  rows: Pair<Rows> | undefined,
): { parts: Part[]; ofContent: number } {
  const [one, other] = pair;
  const broken = [brokenBy(one, documented), brokenBy(other, documented)] as const;
  const neutral = (value: Json | undefined, part: 'expected' | 'came') => value && names.shown(value, part);
  const part = ({ kind, path, expected, came }: Difference): Part => ({
    path,
    direction: DIRECTIONS[kind],
    departs: documented === undefined ? 'unknown' : departing(broken, path),
    documented: broken[0].get(anyItem(path)) ?? broken[1].get(anyItem(path)) ?? documentedText(documented, path, pair),
    a: shown(neutral(expected, 'expected')),
    b: shown(neutral(came, 'came')),
  });
  const [a, b] = [saidIn(one), saidIn(other)];
  if (one.answer.outcome !== other.answer.outcome) {
    const expected = `${one.answer.outcome}: ${JSON.stringify(neutral(a, 'expected'))}`;
    const came = `${other.answer.outcome}: ${JSON.stringify(neutral(b, 'came'))}`;
    const isContent = rows !== undefined && pair.some((exchange) => lacksSomething(exchange));
    return isContent ? { parts: [], ofContent: 1 } : only(part({ kind: 'value', path: 'outcome', expected, came }));
  }
  const differences = compare(a, b, names, { unordered: true });
  if (one.answer.outcome === 'success') {
    const ofForm = rows
      ? differences.filter((difference) =>
          isOfForm(difference, { rows, broken, contract: documented, exchanges: pair }),
        )
      : differences;
    return { parts: ofForm.map(part), ofContent: differences.length - ofForm.length };
  }
  const [first] = differences;
  if (first === undefined) return { parts: [], ofContent: 0 };
  const kind = first.path === 'answer' ? first.kind : 'value';
  return only(part({ kind, path: 'value' in one.answer ? 'words' : 'detail', expected: a, came: b }));
}

const only = (part: Part) => ({ parts: [part], ofContent: 0 });

/** What is said: the value of a success, the words of a refusal, or why there is neither. */
function saidIn({ answer }: ApiExchange): Json {
  if ('detail' in answer) return answer.detail;
  return answer.outcome === 'success' ? answer.value : answer.words;
}

const shown = (value: Json | undefined): string => (value === undefined ? 'absent' : shortened(JSON.stringify(value)));

function departing([ofA, ofB]: Pair<Broken>, path: string): 'A' | 'B' | 'both' | 'neither' {
  const isWhole = !/^answer[.[]/.test(path);
  const [a, b] = [ofA, ofB].map((broken) => (isWhole ? broken.size > 0 : broken.has(anyItem(path))));
  return a && b ? 'both' : a ? 'A' : b ? 'B' : 'neither';
}

/** Where all answers that can be compared are the same: how the case came out. */
function casesDiffer([one, other]: Pair<ReportedCase>): Departure[] {
  const about = { case: one.name, operation: one.operation, call: null, departs: 'unknown' } as const;
  const part = (path: string, a: Json, b: Json): Departure[] => {
    if (isSameJson(a, b)) return [];
    const documented = one.findings[0]?.expected ?? other.findings[0]?.expected ?? 'nothing';
    return [{ id: `${one.name}:${path}`, ...about, path, direction: 'value', documented, a: shown(a), b: shown(b) }];
  };
  const outcome = ({ verdict, reason }: ReportedCase) => (reason === null ? verdict : `${verdict}: ${reason}`);
  const findings = ({ findings: all }: ReportedCase) => all.map(({ name }) => name);
  return [...part('verdict', outcome(one), outcome(other)), ...part('findings', findings(one), findings(other))];
}
