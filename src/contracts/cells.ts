/** The cells of a contract: each thing that a call can make use of, by name. */
import { isObject, type Json } from '../core/json.ts';
import type { CompiledContract } from './compiled.ts';
import type { Encoding } from './contract.ts';
import { type AnswerReading, parametersOf, parametersSent, readAnswer } from './reading.ts';
import { wordsOf } from './refusal.ts';
import type { Schema } from './schema.ts';
import { saysSo } from './words.ts';

/** All cells there are: parameters with their alternatives, encodings, kinds of answers, words of refusals. */
export function cellsOf(contract: CompiledContract): string[] {
  const { success, refusal, refusals } = contract;
  return [
    'encoding json',
    'encoding form',
    ...[...parameterCells(contract).values()].flatMap(({ cell, alternatives }) => [
      cell,
      ...alternatives.map((alternative) => alternative.cell),
    ]),
    ...Object.keys(success).map((event) => kindCell('success', event)),
    ...Object.keys(refusal).map((event) => kindCell('refusal', event)),
    ...refusals.map(wordsCell),
  ];
}

/** A call and the answer to it. */
export interface AnsweredCall {
  readonly body: object;
  readonly encoding: Encoding;
  readonly answer: Json;
}

/** Adds the cells that an exchange makes use of to those that are used. */
export function useCells(
  contract: CompiledContract,
  { body, encoding, answer }: AnsweredCall,
  used: Set<string>,
  read: AnswerReading = readAnswer(contract, answer),
): void {
  const known = parameterCells(contract);
  used.add(encoding === 'json' ? 'encoding json' : 'encoding form');
  const sent = parametersSent(contract, body, encoding);
  for (const name of Object.keys(sent)) {
    const value = sent[name] as Json;
    const parameter = known.get(name);
    if (parameter === undefined || value === null) continue;
    used.add(parameter.cell);
    for (const { text, cell } of parameter.alternatives) if (isOf(value, text)) used.add(cell);
  }
  useAnswerCells(contract, answer, read, used);
}

function useAnswerCells(contract: CompiledContract, answer: Json, read: AnswerReading, used: Set<string>): void {
  const { success, refusal, refusals } = contract;
  if (read.as === 'rejection') return;
  if (!Object.hasOwn(read.as === 'success' ? success : refusal, read.kind)) return;
  used.add(kindCell(read.as, read.kind));
  if (read.as === 'success') return;
  const words = wordsOf(answer);
  const known = refusals.find((pattern) => saysSo(pattern, words));
  if (known !== undefined) used.add(wordsCell(known));
}

/** Texts that are made anew each time have to be hashed anew to be found in a set. */
const kindCells = { success: new Map<string, string>(), refusal: new Map<string, string>() };

/** @param kind of a contract, of which there are few. */
function kindCell(as: 'success' | 'refusal', kind: string): string {
  const known = kindCells[as].get(kind);
  if (known !== undefined) return known;
  const cell = `${as === 'success' ? 'answer' : 'refusal'} ${kind}`;
  kindCells[as].set(kind, cell);
  return cell;
}

interface ParameterCells {
  readonly cell: string;
  readonly alternatives: readonly { readonly text: string; readonly cell: string }[];
}

/** By name of the parameter. Every call needs them, and making them takes longer than looking them up. */
const parametersOfContracts = new WeakMap<CompiledContract, ReadonlyMap<string, ParameterCells>>();

function parameterCells(contract: CompiledContract): ReadonlyMap<string, ParameterCells> {
  const known = parametersOfContracts.get(contract);
  if (known !== undefined) return known;
  const { endpoint, request } = contract;
  const { properties = {} } = parametersOf({ endpoint, request: request.schema });
  const made = new Map(
    Object.entries(properties).map(([name, node]) => {
      const alternatives = alternativesOf(node).map((text) => ({ text, cell: `request.${name}: ${text}` }));
      return [name, { cell: `request.${name}`, alternatives }] as const;
    }),
  );
  parametersOfContracts.set(contract, made);
  return made;
}

const wordsCell = (words: Json) => `words ${typeof words === 'string' ? words : JSON.stringify(words)}`;

/** What a parameter can be, where that is one of a few. */
function alternativesOf({ type, anyOf = [], enum: values = [] }: Schema): string[] {
  if (type === 'boolean') return ['true', 'false'];
  const types = anyOf.map((alternative) => String(alternative.type));
  return [...values.map((value) => JSON.stringify(value)), ...types];
}

function isOf(value: Json, alternative: string): boolean {
  if (alternative === 'array') return Array.isArray(value);
  if (alternative === 'object') return isObject(value);
  return typeof value === alternative || JSON.stringify(value) === alternative;
}
