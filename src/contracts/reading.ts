/** Where calls and answers of each generation of the API have what their contract is about. */
import { isObject, type Json, type JsonObject } from '../core/json.ts';
import type { CompiledContract, CompiledSchema } from './compiled.ts';
import { type CommonContract, type Contract, type Encoding, type Generation, generationOf } from './contract.ts';
import type { Contracts } from './derive.ts';
import { asRead } from './form.ts';
import { isRefusal, wordsOf } from './refusal.ts';
import type { Schema } from './schema.ts';
import { saysSo } from './words.ts';

/** The contracts of one generation alone. */
export function ofGeneration({ common, endpoints }: Contracts, generation: Generation): Contracts {
  const own = Object.entries(endpoints).filter(([endpoint]) => generationOf(endpoint) === generation);
  const shared = common[generation];
  return { common: shared === undefined ? {} : { [generation]: shared }, endpoints: Object.fromEntries(own) };
}

/** What the endpoint shares with all of its generation. */
export function commonOf(common: Contracts['common'], endpoint: string): CommonContract {
  const generation = generationOf(endpoint);
  const found = common[generation];
  if (found === undefined) throw new Error(`${endpoint}: there is no ${generation}.json beside its folder`);
  return found;
}

/** The schema of the body around a function's arguments; nothing where the parameters are the body. */
export function envelopeOf({ envelopes = {} }: CommonContract, endpoint: string): Schema | undefined {
  return envelopes[endpoint.slice(0, endpoint.lastIndexOf('/'))];
}

/** The schema of the parameters: of the members of a body, or of the first argument of a function. */
export function parametersOf({ endpoint, request }: Pick<Contract, 'endpoint' | 'request'>): Schema {
  switch (generationOf(endpoint)) {
    case 'v1':
      return request;
    case 'v2':
      return withAllMembers(request);
    default:
      return request.items ?? {};
  }
}

/** A choice between objects, as one with the members of all of them. */
function withAllMembers(request: Schema): Schema {
  const { anyOf, ...rest } = request;
  if (anyOf === undefined) return request;
  return { ...rest, properties: Object.assign({}, ...anyOf.map(({ properties }) => properties)) };
}

/** A part of a body, and the schema for it. */
export interface Part {
  readonly schema: CompiledSchema;
  readonly value: Json;
  /** As paths name it. */
  readonly name: string;
}

/**
 * The parts of a body that schemas are about: all of it, or the envelope and the arguments in it.
 *
 * Of a body that is all parameters, members that are `null` count as absent, as for a hub.
 */
export function partsOf({ request, envelope }: CompiledContract, body: object, encoding: Encoding): Part[] {
  const sent = body as JsonObject;
  const reading = (schema: Schema, value: JsonObject) => (encoding === 'form' ? asRead(schema, value) : value);
  if (envelope === undefined) {
    const isGiven = (value: Json | undefined) => value !== null && value !== undefined;
    const given = Object.values(sent).every(isGiven)
      ? sent
      : Object.fromEntries(Object.entries(sent).filter(([, value]) => isGiven(value)));
    return [{ schema: request, value: reading(request.schema, given), name: 'request' }];
  }
  return [
    { schema: envelope, value: reading(envelope.schema, sent), name: 'request' },
    { schema: request, value: argumentsOf(sent), name: 'request.args' },
  ];
}

/** The parameters that a body gives; members that are `null` count as absent. */
export function parametersSent(contract: CompiledContract, body: object, encoding: Encoding): JsonObject {
  if (contract.envelope === undefined && encoding === 'json') return body as JsonObject;
  const value = partsOf(contract, body, encoding).at(-1)?.value;
  const parameters = Array.isArray(value) ? value[0] : value;
  return isObject(parameters) ? parameters : {};
}

/** A function without arguments is sent an empty list of them, or none. */
function argumentsOf({ args = [] }: JsonObject): Json {
  return args;
}

/** What an answer is: a success or a refusal of a kind, or a call that never reached its endpoint. */
export type AnswerReading =
  | { readonly as: 'success' | 'refusal'; readonly kind: string }
  | { readonly as: 'rejection' };

export function readAnswer(contract: CompiledContract, answer: Json): AnswerReading {
  if (contract.endpoint.startsWith('v2/')) return readRest(contract, answer);
  return contract.envelope === undefined ? readEvent(answer) : readResult(contract, answer);
}

/** An error stands alone, as may a refusal of another kind that the contract names by its one member, or by `nothing`. */
function readRest(contract: CompiledContract, answer: Json): AnswerReading {
  const members = isObject(answer) ? Object.keys(answer) : ['', ''];
  if (members.join() === 'error') return readResult(contract, answer);
  const kind = members.join() || 'nothing';
  return Object.hasOwn(contract.refusal, kind) ? { as: 'refusal', kind } : { as: 'success', kind: 'result' };
}

/** The kind is the event. */
function readEvent(answer: Json): AnswerReading {
  if (!isObject(answer)) return { as: 'success', kind: '' };
  const { event, error } = answer;
  if (event === undefined && error !== undefined) return { as: 'rejection' };
  return { as: isRefusal(answer) ? 'refusal' : 'success', kind: String(event ?? null) };
}

/** A result stands alone, and so does an error, whoever says it: the function or the gateway before it. */
function readResult({ refusal, refusals, rejections }: CompiledContract, answer: Json): AnswerReading {
  if (!isObject(answer) || Object.keys(answer).join() !== 'error') return { as: 'success', kind: 'result' };
  const among = (known: readonly Json[]) => known.some((pattern) => saysSo(pattern, wordsOf(answer)));
  const ofGateway = !among(refusals) && (among(rejections) || !Object.hasOwn(refusal, 'error'));
  return ofGateway ? { as: 'rejection' } : { as: 'refusal', kind: 'error' };
}
