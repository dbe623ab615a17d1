/** The cells of a contract: each thing that a call can make use of, by name. */
import { isObject, type Json } from '../core/json.ts';
import type { CompiledContract } from './compiled.ts';
import type { Encoding } from './contract.ts';
import { parametersOf, parametersSent, readAnswer } from './reading.ts';
import { wordsOf } from './refusal.ts';
import type { Schema } from './schema.ts';
import { saysSo } from './words.ts';

/** All cells there are: parameters with their alternatives, encodings, kinds of answers, words of refusals. */
export function cellsOf(contract: CompiledContract): string[] {
  const { success, refusal, refusals } = contract;
  return [
    'encoding json',
    'encoding form',
    ...Object.entries(parameterSchemas(contract)).flatMap(([name, node]) => [
      `request.${name}`,
      ...alternativesOf(node).map((alternative) => `request.${name}: ${alternative}`),
    ]),
    ...Object.keys(success).map((event) => `answer ${event}`),
    ...Object.keys(refusal).map((event) => `refusal ${event}`),
    ...refusals.map(wordsCell),
  ];
}

/** A call and the answer to it. */
export interface Exchange {
  readonly body: object;
  readonly encoding: Encoding;
  readonly answer: Json;
}

/** The cells that an exchange makes use of. */
export function cellsOfExchange(contract: CompiledContract, { body, encoding, answer }: Exchange): string[] {
  const known = parameterSchemas(contract);
  const sent = Object.entries(parametersSent(contract, body, encoding));
  const parameters = sent.filter(([name, value]) => Object.hasOwn(known, name) && value !== null);
  return [
    `encoding ${encoding}`,
    ...parameters.flatMap(([name, value]) => [
      `request.${name}`,
      ...alternativesOf(known[name] as Schema)
        .filter((alternative) => isOf(value, alternative))
        .map((alternative) => `request.${name}: ${alternative}`),
    ]),
    ...answerCells(contract, answer),
  ];
}

function answerCells(contract: CompiledContract, answer: Json): string[] {
  const { success, refusal, refusals } = contract;
  const read = readAnswer(contract, answer);
  if (read.as === 'rejection') return [];
  if (read.as === 'success') return Object.hasOwn(success, read.kind) ? [`answer ${read.kind}`] : [];
  if (!Object.hasOwn(refusal, read.kind)) return [];
  const words = wordsOf(answer);
  const known = refusals.find((pattern) => saysSo(pattern, words));
  return [`refusal ${read.kind}`, ...(known === undefined ? [] : [wordsCell(known)])];
}

function parameterSchemas({ endpoint, request }: CompiledContract): Readonly<Record<string, Schema>> {
  return parametersOf({ endpoint, request: request.schema }).properties ?? {};
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
