/** Where two hubs differ in one case: in what they answer, field by field, and in what the case says of them. */

import { checkAnswer } from '../../contracts/check.ts';
import type { CompiledContract } from '../../contracts/compiled.ts';
import { readAnswer } from '../../contracts/reading.ts';
import type { Schema } from '../../contracts/schema.ts';
import { saysSo } from '../../contracts/words.ts';
import { isSameJson, type Json } from '../../core/json.ts';
import { compare, type Difference, type DifferenceKind } from '../comparison/compare.ts';
import { HubNames } from '../comparison/names.ts';
import { type ApiAnswer, type ApiExchange, shortened } from '../language/answer.ts';
import { operationOf } from '../language/call.ts';
import type { ContractOf } from '../suites/judge.ts';
import type { ReportedCase } from './report.ts';

/** What was said in a case. */
export interface Talk {
  readonly exchanges: ApiExchange[];
}

/** One of two hubs. */
export interface DriftSide {
  readonly account_id: string | null;
  /** By the names of cases. */
  readonly talks: ReadonlyMap<string, Talk>;
}

export interface Departure {
  /** Unique in a drift, and the same in each. */
  readonly id: string;
  readonly case: string;
  readonly operation: string;
  /** The call, with names in place of ids; `null` where it is about the case as a whole. */
  readonly call: string | null;
  /** As in `answer.results[0].first_name`; or `outcome`, `words`, `calls`, `verdict`, `findings`. */
  readonly path: string;
  readonly direction: 'only A' | 'only B' | 'type' | 'value';
  /** Who departs from what is documented, as far as a contract tells. */
  readonly departs: 'A' | 'B' | 'both' | 'neither' | 'unknown';
  readonly documented: string;
  readonly a: string;
  readonly b: string;
}

type Pair<One> = readonly [One, One];

/** All departures of a case: those of its calls, or else of its outcome. */
export function compareTalks(cases: Pair<ReportedCase>, sides: Pair<DriftSide>, contractOf: ContractOf): Departure[] {
  const { name } = cases[0];
  const talks = sides.map((side) => side.talks.get(name)?.exchanges ?? []) as [ApiExchange[], ApiExchange[]];
  const names = new HubNames();
  const [a, b] = sides.map(({ account_id }) => account_id);
  if (typeof a === 'string' && typeof b === 'string') names.introduce('self', a, b);
  const found: Departure[] = [];
  for (const [at, one] of talks[0].entries()) {
    const other = talks[1][at];
    if (other === undefined) break;
    const calls = [one, other].map(({ call }) => call as unknown as Json) as [Json, Json];
    // From where they are asked different things, nothing that they say can be compared.
    if (compare(...calls, names).length > 0) break;
    const call = JSON.stringify(names.shown(calls[0], 'expected'));
    const about = { case: name, operation: operationOf(one.call), call };
    const differing = answersDiffer([one, other], contractOf(operationOf(one.call)), names);
    found.push(...differing.map((part) => ({ id: `${name}@${at + 1}:${part.path}`, ...about, ...part })));
  }
  return found.length > 0 ? found : casesDiffer(cases, talks);
}

type Part = Omit<Departure, 'id' | 'case' | 'operation' | 'call'>;

const DIRECTIONS: Readonly<Record<DifferenceKind, Departure['direction']>> = {
  invented: 'only B',
  omitted: 'only A',
  type: 'type',
  value: 'value',
  message: 'value',
};

function answersDiffer(pair: Pair<ApiExchange>, documented: CompiledContract | undefined, names: HubNames): Part[] {
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
    return [part({ kind: 'value', path: 'outcome', expected, came })];
  }
  const differences = compare(a, b, names, { unordered: true });
  if (one.answer.outcome === 'success') return differences.map(part);
  const [first] = differences;
  if (first === undefined) return [];
  const kind = first.path === 'answer' ? first.kind : 'value';
  return [part({ kind, path: 'value' in one.answer ? 'words' : 'detail', expected: a, came: b })];
}

/** What is said: the value of a success, the words of a refusal, or why there is neither. */
function saidIn({ answer }: ApiExchange): Json {
  if ('detail' in answer) return answer.detail;
  return answer.outcome === 'success' ? answer.value : answer.words;
}

const shown = (value: Json | undefined): string => (value === undefined ? 'absent' : shortened(JSON.stringify(value)));

/** Paths at which the answer is not as its contract says, to what that says. */
type Broken = ReadonlyMap<string, string>;

function brokenBy({ call, answer }: ApiExchange, contract: CompiledContract | undefined): Broken {
  if (contract === undefined) return new Map();
  if (!('value' in answer)) return new Map([['answer', 'an answer of the API']]);
  const violations = checkAnswer(contract, answer.value, call.body ?? {});
  return new Map(violations.map(({ path, expected, from }) => [anyItem(path), `${expected} (${from})`]));
}

/** The order of items is not compared, so their places tell nothing. */
const anyItem = (path: string): string => path.replace(/\[\d+\]/g, '[]');

function departing([ofA, ofB]: Pair<Broken>, path: string): 'A' | 'B' | 'both' | 'neither' {
  const isWhole = !/^answer[.[]/.test(path);
  const [a, b] = [ofA, ofB].map((broken) => (isWhole ? broken.size > 0 : broken.has(anyItem(path))));
  return a && b ? 'both' : a ? 'A' : b ? 'B' : 'neither';
}

/** What the contract says of this part of an answer. */
function documentedText(contract: CompiledContract | undefined, path: string, exchanges: Pair<ApiExchange>): string {
  if (contract === undefined) return 'nothing';
  if (path === 'outcome') return `success: ${kindsOf(contract)}; ${contract.refusals.length} known refusals`;
  if (path === 'words') return wordsText(contract, exchanges);
  const schemas = exchanges.flatMap(({ answer }) => schemaOf(contract, answer) ?? []);
  const segments =
    anyItem(path)
      .match(/\[\]|[^.[\]]+/g)
      ?.slice(1) ?? [];
  const [node] = schemas.flatMap((schema) => nodeAt(schema, segments) ?? []);
  return node === undefined ? 'nothing' : `${schemaText(node)} (${node['x-from'] ?? 'supplement'})`;
}

const kindsOf = ({ success }: CompiledContract): string => Object.keys(success).join(' or ');

function wordsText({ refusals, rejections }: CompiledContract, exchanges: Pair<ApiExchange>): string {
  const said = exchanges.flatMap(({ answer }) => ('words' in answer ? [answer.words] : []));
  const known = [...refusals, ...rejections].filter((pattern) => said.some((words) => saysSo(pattern, words)));
  return known.length === 0 ? 'none of these words' : known.map((pattern) => JSON.stringify(pattern)).join(' or ');
}

function schemaOf(contract: CompiledContract, answer: ApiAnswer): Schema | undefined {
  if (answer.outcome !== 'success') return undefined;
  const { kind } = readAnswer(contract, answer.value) as { kind?: string };
  return kind === undefined ? undefined : contract.success[kind]?.schema;
}

function nodeAt(schema: Schema, [name, ...rest]: readonly string[]): Schema | undefined {
  if (name === undefined) return schema;
  for (const alternative of [schema, ...(schema.anyOf ?? [])]) {
    const { items, properties = {}, additionalProperties: others } = alternative;
    const own = name === '[]' ? items : Object.hasOwn(properties, name) ? properties[name] : undefined;
    const next = own ?? (typeof others === 'object' && name !== '[]' ? others : undefined);
    const found = next && nodeAt(next, rest);
    if (found !== undefined) return found;
  }
  return undefined;
}

function schemaText({ type, const: only, enum: some, format, anyOf }: Schema): string {
  if (only !== undefined) return JSON.stringify(only);
  if (some !== undefined) return `one of ${JSON.stringify(some)}`;
  if (anyOf !== undefined) return anyOf.map(schemaText).join(' or ');
  const types = type === undefined ? 'anything' : [type].flat().join(' or ');
  return format === undefined ? types : `${types}, ${format}`;
}

/** Where all answers that can be compared are the same: how the case came out, and how long it went on. */
function casesDiffer([one, other]: Pair<ReportedCase>, talks: Pair<readonly ApiExchange[]>): Departure[] {
  const about = { case: one.name, operation: one.operation, call: null, departs: 'unknown' } as const;
  const part = (path: string, a: Json, b: Json): Departure[] => {
    if (isSameJson(a, b)) return [];
    const documented = one.findings[0]?.expected ?? other.findings[0]?.expected ?? 'nothing';
    return [{ id: `${one.name}:${path}`, ...about, path, direction: 'value', documented, a: shown(a), b: shown(b) }];
  };
  const outcome = ({ verdict, reason }: ReportedCase) => (reason === null ? verdict : `${verdict}: ${reason}`);
  const findings = ({ findings: all }: ReportedCase) => all.map(({ name }) => name);
  return [
    ...part('verdict', outcome(one), outcome(other)),
    ...part('findings', findings(one), findings(other)),
    ...part('calls', talks[0].length, talks[1].length),
  ];
}
