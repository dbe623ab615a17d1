/** Holds requests and answers against contracts, and tells what is wrong in words a person understands. */
import { isObject, isSameJson, type Json, type JsonObject } from '../core/json.ts';
import type { CompiledContract, CompiledSchema } from './compiled.ts';
import type { Encoding } from './contract.ts';
import { asRead } from './form.ts';
import { isRefusal, wordsOf } from './refusal.ts';
import type { Origin } from './schema.ts';
import { type Violation, violationsOf } from './violations.ts';
import { saysSo } from './words.ts';

/**
 * Where the request of a call is not as its contract says; in a form, texts that read as what is wanted will do.
 *
 * Members that are `null` count as absent, as for a hub.
 */
export function checkRequest({ request }: CompiledContract, body: object, encoding: Encoding = 'json'): Violation[] {
  const given = Object.entries(body).filter(([, value]) => value !== null && value !== undefined);
  const sent = Object.fromEntries(given) as JsonObject;
  return violationsOf(request, encoding === 'form' ? asRead(request.schema, sent) : sent, 'request');
}

/**
 * Where an answer is not as the contract of its endpoint says.
 *
 * @param request what was sent: an answer has its `id`, if that was given.
 */
export function checkAnswer(contract: CompiledContract, answer: JsonObject, request: object = {}): Violation[] {
  if (answer.event === undefined && answer.error !== undefined) {
    return [...violationsOf(contract.rejection, answer, 'answer'), ...unknownWords(contract.rejections, answer)];
  }
  const refused = isRefusal(answer);
  const kinds = refused ? contract.refusal : contract.success;
  const kind = Object.hasOwn(kinds, String(answer.event)) ? kinds[String(answer.event)] : undefined;
  if (kind === undefined) return [wrongKind(contract, answer)];
  return [
    ...violationsOf(kind, answer, 'answer').filter(({ path }) => path !== 'answer.id' || !givesId(request)),
    ...foreignId(answer, request, kind),
    ...(refused ? unknownWords(contract.refusals, answer) : []),
  ];
}

function wrongKind(contract: CompiledContract, answer: JsonObject): Violation {
  const { success, refusal, neverAnswers } = contract;
  const known = [...new Set([...Object.keys(success), ...Object.keys(refusal)])];
  return {
    path: 'answer.event',
    expected: neverAnswers === undefined ? `one of: ${known.join(', ')}` : 'no answer at all',
    found:
      isRefusal(answer) && known.includes(String(answer.event)) ? 'a refusal' : JSON.stringify(answer.event ?? null),
    from: neverAnswers?.from ?? Object.values(success)[0]?.schema['x-from'] ?? 'supplement',
  };
}

function givesId(request: object): boolean {
  return ((request as { id?: unknown }).id ?? null) !== null;
}

/** A given id comes back unchanged, whatever it is; without one the contract says what the hub makes. */
function foreignId(answer: JsonObject, request: object, { schema }: CompiledSchema): Violation[] {
  if (!givesId(request)) return [];
  const { id } = request as { id: Json };
  if (isSameJson(id, answer.id)) return [];
  const from: Origin = schema.properties?.id?.['x-from'] ?? 'supplement';
  return [
    { path: 'answer.id', expected: `the id of the request, ${JSON.stringify(id)}`, found: shown(answer.id), from },
  ];
}

function unknownWords(known: readonly Json[], answer: JsonObject): Violation[] {
  const words = wordsOf(answer);
  if (known.some((pattern) => saysSo(pattern, words))) return [];
  const path = answer.error === undefined && isObject(answer.reason) ? 'answer.reason' : 'answer.error';
  return [{ path, expected: 'words that a hub is known to refuse with here', found: shown(words), from: 'supplement' }];
}

function shown(value: Json | undefined): string {
  return value === undefined ? 'nothing' : JSON.stringify(value).slice(0, 200);
}
