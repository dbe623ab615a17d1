/** Where two hubs differ in one case: in what they answer, field by field, and in what the case says of them. */

import { checkAnswer } from '../../contracts/check.ts';
import { compile, newAjv } from '../../contracts/compile.ts';
import type { CompiledContract } from '../../contracts/compiled.ts';
import type { Contracts } from '../../contracts/derive.ts';
import { readAnswer } from '../../contracts/reading.ts';
import type { Schema } from '../../contracts/schema.ts';
import { saysSo } from '../../contracts/words.ts';
import { isSameJson, type Json } from '../../core/json.ts';
import { compare } from '../comparison/compare.ts';
import { Names } from '../comparison/names.ts';
import { type ApiAnswer, type ApiExchange, shortened } from '../language/answer.ts';
import { operationOf } from '../language/call.ts';
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
export function compareTalks(cases: Pair<ReportedCase>, sides: Pair<DriftSide>, contracts: Contracts): Departure[] {
  const { name } = cases[0];
  const talks = sides.map((side) => side.talks.get(name)?.exchanges ?? []) as [ApiExchange[], ApiExchange[]];
  const names = new Names();
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
    const differing = answersDiffer([one, other], documentedOf(operationOf(one.call), contracts), names);
    found.push(...differing.map((part) => ({ id: `${name}@${at + 1}:${part.path}`, ...about, ...part })));
  }
  return found.length > 0 ? found : casesDiffer(cases, talks);
}

type Part = Omit<Departure, 'id' | 'case' | 'operation' | 'call'>;

function answersDiffer(pair: Pair<ApiExchange>, documented: CompiledContract | undefined, names: Names): Part[] {
  const [one, other] = pair;
  const broken = [brokenBy(one, documented), brokenBy(other, documented)] as const;
  const neutral = (value: Json | undefined, part: 'expected' | 'came') => value && names.shown(value, part);
  const part = (path: string, a: Json | undefined, b: Json | undefined): Part => ({
    path,
    direction: directionOf(a, b),
    departs: documented === undefined ? 'unknown' : departing(broken, path),
    documented: broken[0].get(anyItem(path)) ?? broken[1].get(anyItem(path)) ?? documentedText(documented, path, pair),
    a: shown(neutral(a, 'expected')),
    b: shown(neutral(b, 'came')),
  });
  const [a, b] = [saidIn(one), saidIn(other)];
  const outcomes = [one.answer.outcome, other.answer.outcome] as const;
  if (outcomes[0] !== outcomes[1]) {
    const texts = [neutral(a, 'expected'), neutral(b, 'came')].map(
      (said, at) => `${outcomes[at]}: ${JSON.stringify(said)}`,
    );
    return [part('outcome', texts[0], texts[1])];
  }
  const differences = compare(a, b, names, { unordered: true });
  if (one.answer.outcome === 'success')
    return differences.map(({ path, expected, came }) => part(path, expected, came));
  return differences.length === 0 ? [] : [part('value' in one.answer ? 'words' : 'detail', a, b)];
}

/** What is said: the value of a success, the words of a refusal, or why there is neither. */
function saidIn({ answer }: ApiExchange): Json {
  if ('detail' in answer) return answer.detail;
  return answer.outcome === 'success' ? answer.value : answer.words;
}

function directionOf(a: Json | undefined, b: Json | undefined): Departure['direction'] {
  if (a === undefined) return 'only B';
  if (b === undefined) return 'only A';
  return typeOf(a) === typeOf(b) ? 'value' : 'type';
}

function typeOf(value: Json): string {
  return value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value;
}

const shown = (value: Json | undefined): string => (value === undefined ? 'absent' : shortened(JSON.stringify(value)));

const compiled = new WeakMap<Contracts, Map<string, CompiledContract>>();
const ajv = newAjv();

function documentedOf(operation: string, contracts: Contracts): CompiledContract | undefined {
  const contract = contracts.endpoints[operation];
  if (contract === undefined) return undefined;
  const known = compiled.get(contracts) ?? new Map<string, CompiledContract>();
  compiled.set(contracts, known);
  const ready = known.get(operation) ?? compile(contract, contracts.common, ajv);
  known.set(operation, ready);
  return ready;
}

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
