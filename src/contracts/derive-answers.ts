/** What a contract says of answers and of the words of refusals. */
import { isObject, type JsonObject } from '../core/json.ts';
import type { Answers, CommonSupplement, ContractExample, Supplement, SupplementSchema, Words } from './contract.ts';
import { schemaOf } from './infer.ts';
import { SupplementError, withSupplement } from './merge.ts';
import { isRefusal, wordsOf } from './refusal.ts';
import { type Origin, type Schema, stamped } from './schema.ts';
import { saysSo } from './words.ts';

/** The kinds of answers: those that examples show, and those that only the supplement knows. */
export function answersOf(
  event: string,
  examples: readonly ContractExample[],
  supplement: Supplement,
  common: CommonSupplement,
): Answers {
  const printed = examples.flatMap(({ answer }) => (isObject(answer) ? [answer] : []));
  const kinds = (kind: keyof Answers, answers: readonly JsonObject[]) =>
    kindsOf(answers, supplement.answers?.[kind] ?? {}, {
      common: kind === 'refusal' ? common.refusal : common.answer,
      place: `supplement of ${event}: answers.${kind}`,
    });
  return {
    success: kinds(
      'success',
      printed.filter((answer) => !isRefusal(answer)),
    ),
    refusal: kinds('refusal', printed.filter(isRefusal)),
  };
}

function kindsOf(
  printed: readonly JsonObject[],
  supplements: Readonly<Record<string, SupplementSchema>>,
  { common, place }: { common: SupplementSchema; place: string },
): Record<string, Schema> {
  const events = [...new Set([...printed.map(({ event }) => String(event)), ...Object.keys(supplements)])];
  return Object.fromEntries(
    events.map((event) => {
      const shown = printed.filter((answer) => answer.event === event);
      const inferred = shown.length === 0 ? undefined : withoutSpecimens(schemaOf(shown), event);
      const base = inferred ?? stamped(envelope(event), 'supplement', common['x-source']);
      const own = Object.hasOwn(supplements, event) ? supplements[event] : undefined;
      const whole = own === undefined ? base : withSupplement(base, own, `${place}.${event}`);
      if (inferred !== undefined) return [event, whole];
      return [event, withSupplement(whole, missingIn(whole, common), 'common supplement: answer')];
    }),
  );
}

/** An answer that no example shows: at least an event. The common supplement adds the id. */
function envelope(event: string): Schema {
  return { type: 'object', properties: { event: { const: event } }, required: ['event'], additionalProperties: false };
}

/** An inferred answer, exact where an example shows a constant, open where it shows one text of many. */
function withoutSpecimens(schema: Schema, event: string): Schema {
  const { error, ...rest } = schema.properties ?? {};
  const fixed: Schema = { 'x-from': 'example', const: event };
  const properties: Record<string, Schema> = { ...rest, event: fixed };
  if (error !== undefined) properties.error = error.type === 'boolean' ? { 'x-from': 'example', const: false } : error;
  return { ...schema, properties };
}

/** The part of the common supplement that the node lacks: the event's own has the rest. */
function missingIn(node: Schema, common: SupplementSchema): SupplementSchema {
  const lacks = Object.entries(common.properties ?? {}).filter(([name]) => !Object.hasOwn(node.properties ?? {}, name));
  const required = (common.required ?? []).filter((name) => !node.required?.includes(name));
  return {
    ...(common['x-source'] !== undefined && { 'x-source': common['x-source'] }),
    ...(lacks.length > 0 && { properties: Object.fromEntries(lacks) }),
    ...(required.length > 0 && { required }),
  };
}

/** The words of refusals; a supplement's that an example shows too are marked as shown. */
export function refusalsOf(
  event: string,
  examples: readonly ContractExample[],
  supplement: Supplement,
  common: CommonSupplement,
): Words[] {
  const printed = examples.flatMap(({ answer }) => (isObject(answer) && isRefusal(answer) ? [wordsOf(answer)] : []));
  const supplemented = (supplement.refusals ?? []).flatMap((entry) => {
    if (typeof entry !== 'string') return [entry];
    const shared = Object.hasOwn(common.refusals, entry) ? common.refusals[entry] : undefined;
    if (shared === undefined)
      throw new SupplementError(`supplement of ${event}: no shared words are called "${entry}"`);
    return shared;
  });
  const known = supplemented.map(({ words, source }): Words => {
    const from: Origin = printed.some((one) => saysSo(words, one)) ? 'example' : 'supplement';
    return { words, from, source };
  });
  const others = printed.filter((words) => !supplemented.some((one) => saysSo(one.words, words)));
  return [...known, ...others.map((words): Words => ({ words, from: 'example' }))];
}
