/** What contracts say of the answers of two hubs. */
import type { CompiledContract } from '../../contracts/compiled.ts';
import { readAnswer } from '../../contracts/reading.ts';
import type { Schema } from '../../contracts/schema.ts';
import { saysSo } from '../../contracts/words.ts';
import type { ApiAnswer, ApiExchange } from '../language/answer.ts';
import { violationsIn } from '../suites/judge.ts';

export type Pair<One> = readonly [One, One];

/** Paths at which the answer is not as its contract says, to what that says. */
export type Broken = ReadonlyMap<string, string>;

export function brokenBy(exchange: ApiExchange, contract: CompiledContract | undefined): Broken {
  if (contract === undefined) return new Map();
  const { answer } = exchange;
  if (!('value' in answer)) return new Map([['answer', 'an answer of the API']]);
  const violations = violationsIn(contract, answer, exchange);
  return new Map(violations.map(({ path, expected, from }) => [anyItem(path), `${expected} (${from})`]));
}

/** The order of items is not compared, so their places tell nothing. */
export const anyItem = (path: string): string => path.replace(/\[\d+\]/g, '[]');

/** What the contract says of this part of an answer. */
export function documentedText(
  contract: CompiledContract | undefined,
  path: string,
  exchanges: Pair<ApiExchange>,
): string {
  if (contract === undefined) return 'nothing';
  if (path === 'outcome') return `success: ${kindsOf(contract)}; ${contract.refusals.length} known refusals`;
  if (path === 'words') return wordsText(contract, exchanges);
  const node = documentedAt(contract, path, exchanges);
  return node === undefined ? 'nothing' : `${schemaText(node)} (${node['x-from'] ?? 'supplement'})`;
}

export function documentedAt(
  contract: CompiledContract,
  path: string,
  exchanges: Pair<ApiExchange>,
): Schema | undefined {
  const schemas = exchanges.flatMap(({ answer }) => schemaOf(contract, answer) ?? []);
  const [node] = schemas.flatMap((schema) => nodeAt(schema, segmentsOf(anyItem(path))) ?? []);
  return node;
}

/** Names of members, places in lists, and `[]` for any place, from the answer on. */
const segmentsOf = (path: string): string[] => path.match(/\[\]|[^.[\]]+/g)?.slice(1) ?? [];

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
  // Some names of members have dots in them.
  const [next, ...others] = rest;
  return next === undefined ? undefined : nodeAt(schema, [`${name}.${next}`, ...others]);
}

function schemaText({ type, const: only, enum: some, format, anyOf }: Schema): string {
  if (only !== undefined) return JSON.stringify(only);
  if (some !== undefined) return `one of ${JSON.stringify(some)}`;
  if (anyOf !== undefined) return anyOf.map(schemaText).join(' or ');
  const types = type === undefined ? 'anything' : [type].flat().join(' or ');
  return format === undefined ? types : `${types}, ${format}`;
}
