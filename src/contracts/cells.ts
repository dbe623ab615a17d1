/** The cells of a contract: each thing that a call can make use of, by name. */
import { isObject, type Json, type JsonObject } from '../core/json.ts';
import type { CompiledContract } from './compiled.ts';
import type { Encoding } from './contract.ts';
import { asRead } from './form.ts';
import { isRefusal, wordsOf } from './refusal.ts';
import type { Schema } from './schema.ts';
import { saysSo } from './words.ts';

/** All cells there are: parameters with their alternatives, encodings, kinds of answers, words of refusals. */
export function cellsOf(contract: CompiledContract): string[] {
  const { request, success, refusal, refusals } = contract;
  return [
    'encoding json',
    'encoding form',
    ...Object.entries(request.schema.properties ?? {}).flatMap(([name, node]) => [
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
  readonly answer: JsonObject;
}

/** The cells that an exchange makes use of. */
export function cellsOfExchange(contract: CompiledContract, { body, encoding, answer }: Exchange): string[] {
  const { schema } = contract.request;
  const { properties = {} } = schema;
  const sent = encoding === 'form' ? asRead(schema, body as JsonObject) : (body as JsonObject);
  const parameters = Object.entries(sent).filter(([name, value]) => Object.hasOwn(properties, name) && value !== null);
  return [
    `encoding ${encoding}`,
    ...parameters.flatMap(([name, value]) => [
      `request.${name}`,
      ...alternativesOf(properties[name] as Schema)
        .filter((alternative) => isOf(value, alternative))
        .map((alternative) => `request.${name}: ${alternative}`),
    ]),
    ...answerCells(contract, answer),
  ];
}

function answerCells({ success, refusal, refusals }: CompiledContract, answer: JsonObject): string[] {
  const event = String(answer.event);
  if (!isRefusal(answer)) return Object.hasOwn(success, event) ? [`answer ${event}`] : [];
  if (!Object.hasOwn(refusal, event)) return [];
  const words = wordsOf(answer);
  const known = refusals.find((pattern) => saysSo(pattern, words));
  return [`refusal ${event}`, ...(known === undefined ? [] : [wordsCell(known)])];
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
