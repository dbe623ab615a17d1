/** Holds requests and answers against contracts, and tells what is wrong in words a person understands. */
import { isObject, isSameJson, type Json } from '../core/json.ts';
import type { CompiledContract, CompiledSchema } from './compiled.ts';
import type { Encoding } from './contract.ts';
import { type AnswerReading, partsOf, readAnswer } from './reading.ts';
import { isRefusal, wordsOf } from './refusal.ts';
import type { Origin } from './schema.ts';
import { foundText, type Violation, violationsOf } from './violations.ts';
import { saysSo } from './words.ts';

/** Where the request of a call is not as its contract says; in a form, texts that read as what is wanted will do. */
export function checkRequest(contract: CompiledContract, body: object, encoding: Encoding = 'json'): Violation[] {
  return partsOf(contract, body, encoding).flatMap(({ schema, value, name }) => violationsOf(schema, value, name));
}

/**
 * Where an answer is not as the contract of its endpoint says.
 *
 * @param request what was sent: an answer has its `id`, if that was given and its generation has ids.
 */
export function checkAnswer(
  contract: CompiledContract,
  answer: Json,
  request: object = {},
  read: AnswerReading = readAnswer(contract, answer),
): Violation[] {
  if (read.as === 'rejection') {
    return [...violationsOf(contract.rejection, answer, 'answer'), ...unknownWords(contract.rejections, answer)];
  }
  const kinds = read.as === 'refusal' ? contract.refusal : contract.success;
  const kind = Object.hasOwn(kinds, read.kind) ? kinds[read.kind] : undefined;
  if (kind === undefined) return [wrongKind(contract, answer)];
  const violations = withId(contract, { answer, request }, kind);
  return read.as === 'refusal' ? [...violations, ...unknownWords(contract.refusals, answer)] : violations;
}

/** A given id comes back unchanged, whatever it is; without one the contract says what the hub makes. */
function withId(
  { endpoint, envelope }: CompiledContract,
  { answer, request }: Exchanged,
  kind: CompiledSchema,
): Violation[] {
  const violations = violationsOf(kind, answer, 'answer');
  const { id = null } = request as { id?: Json };
  const hasIds = envelope === undefined && !endpoint.startsWith('v2/');
  if (!hasIds || id === null || !isObject(answer)) return violations;
  const others = violations.filter(({ path }) => path !== 'answer.id');
  if (isSameJson(id, answer.id)) return others;
  const from: Origin = kind.schema.properties?.id?.['x-from'] ?? 'supplement';
  const expected = `the id of the request, ${foundText(id)}`;
  return [...others, { path: 'answer.id', expected, found: foundText(answer.id), from }];
}

interface Exchanged {
  readonly answer: Json;
  readonly request: object;
}

function wrongKind(contract: CompiledContract, answer: Json): Violation {
  const { event = null } = isObject(answer) ? answer : {};
  const { success, refusal, neverAnswers } = contract;
  const known = [...new Set([...Object.keys(success), ...Object.keys(refusal)])];
  return {
    path: 'answer.event',
    expected: neverAnswers === undefined ? `one of: ${known.join(', ')}` : 'no answer at all',
    found: isRefusal(answer) && known.includes(String(event)) ? 'a refusal' : foundText(event),
    from: neverAnswers?.from ?? Object.values(success)[0]?.schema['x-from'] ?? 'supplement',
  };
}

function unknownWords(known: readonly Json[], answer: Json): Violation[] {
  const words = wordsOf(answer);
  if (known.some((pattern) => saysSo(pattern, words))) return [];
  const byReason = isObject(answer) && answer.error === undefined && isObject(answer.reason);
  const path = byReason ? 'answer.reason' : 'answer.error';
  return [
    { path, expected: 'words that a hub is known to refuse with here', found: foundText(words), from: 'supplement' },
  ];
}
