/** Contracts made of a description, the examples printed in it, and our supplement to it; the same bytes each time. */
import type { Json } from '../core/json.ts';
import type { Generation } from './contract.ts';
import {
  type CommonContract,
  type CommonSupplement,
  type Contract,
  type ContractExample,
  DIALECT,
  type Supplement,
  type SupplementSchema,
} from './contract.ts';
import { answersOf, refusalsOf } from './derive-answers.ts';
import { type DescribedEvent, type Description, DescriptionError } from './description.ts';
import { type Example, examplesOf } from './examples.ts';
import { readField } from './fields.ts';
import { parameterSchema } from './infer.ts';
import { SupplementError, withExample, withSupplement } from './merge.ts';
import { readPrintedBody } from './printed-request.ts';
import { type Schema, stamped } from './schema.ts';

export interface Supplements {
  readonly common: CommonSupplement;
  readonly events: Readonly<Record<string, Supplement>>;
}

export interface Contracts {
  /** What each generation shares. */
  readonly common: Readonly<Partial<Record<Generation, CommonContract>>>;
  /** By name of endpoint: `v1/ping`, `conat/hub/system.ping`. */
  readonly endpoints: Readonly<Record<string, Contract>>;
}

/** For a description alone: nothing that it leaves out is added. */
export const NO_COMMON: CommonSupplement = {
  request: {},
  answer: {},
  refusal: {},
  rejection: {},
  rejections: [],
  refusals: {},
};

/**
 * The contracts of all events of the description.
 *
 * What is documented wins over what examples show, and that over supplements, which may only add.
 *
 * @param supplements without them the contracts have gaps where the description has.
 * @throws DescriptionError or SupplementError naming the place at fault.
 */
export function deriveContracts(description: Description, supplements?: Supplements): Contracts {
  const { common, events } = supplements ?? { common: NO_COMMON, events: {} };
  const examples = readableExamples(description);
  const derived = Object.entries({ ...description.events, ...undescribed(description, events) }).map(
    ([event, described]) => {
      const calling = examples.filter(({ calls }) => calls === event);
      const supplement = (Object.hasOwn(events, event) ? events[event] : undefined) ?? {};
      const contract = deriveContract({ event, described, examples: calling, supplement, common }, description.gitrev);
      if (supplements !== undefined) requireWhole(event, contract);
      return [`v1/${event}`, contract] as const;
    },
  );
  return { common: { v1: commonContract(common) }, endpoints: Object.fromEntries(derived) };
}

/** The events that only supplements know, as a description that says nothing of them. @throws SupplementError */
function undescribed(description: Description, events: Supplements['events']): Description['events'] {
  const alone = Object.entries(events).filter(([event, { source }]) => {
    const isDescribed = Object.hasOwn(description.events, event);
    if (isDescribed !== (source === undefined)) {
      const fault = isDescribed ? 'has the event, so it needs no source' : 'has no such event, so it needs a source';
      throw new SupplementError(`supplement of ${event}: the description ${fault}`);
    }
    return !isDescribed;
  });
  return Object.fromEntries(alone.map(([event]) => [event, { description: '', fields: {} }]));
}

function readableExamples(description: Description): Example[] {
  try {
    return examplesOf(description);
  } catch (error) {
    throw new DescriptionError((error as Error).message);
  }
}

function requireWhole(event: string, { answers, refusals, neverAnswers }: Contract): void {
  if (refusals.length > 0 !== Object.keys(answers.refusal).length > 0) {
    throw new SupplementError(`supplement of ${event}: it has to have both answers and words of refusals, or neither`);
  }
  if (neverAnswers === undefined && Object.keys(answers.success).length === 0) {
    throw new SupplementError(`supplement of ${event}: the description shows no answer, and the supplement has none`);
  }
}

interface Sources {
  readonly event: string;
  readonly described: DescribedEvent;
  readonly examples: readonly Example[];
  readonly supplement: Supplement;
  readonly common: CommonSupplement;
}

function deriveContract(sources: Sources, gitrev: string): Contract {
  const { event, supplement, common } = sources;
  const examples = sources.examples.map((example) => contractExample(event, example));
  const { source, neverAnswers, facts } = supplement;
  const from = source === undefined ? 'documented' : 'supplement';
  return {
    endpoint: `v1/${event}`,
    jsonSchemaDialect: DIALECT,
    source: { description: source ?? 'api.json', gitrev },
    request: requestOf(sources, examples),
    encodings: {
      json: from,
      form: examples.some(({ encoding }) => encoding === 'form') ? 'example' : from,
    },
    answers: answersOf(event, examples, supplement, common),
    ...(neverAnswers !== undefined && { neverAnswers: { from: 'supplement', source: neverAnswers } }),
    refusals: refusalsOf(event, examples, supplement, common),
    examples,
    ...(facts !== undefined && { facts }),
  };
}

function contractExample(event: string, { describes, number, request, answer, repairs }: Example): ContractExample {
  return {
    ...(describes !== event && { printedBy: describes }),
    number,
    ...readPrintedBody(request, `${describes}, example ${number}`),
    ...(answer !== undefined && { answer }),
    repairs,
  };
}

function requestOf({ event, described, supplement, common }: Sources, examples: readonly ContractExample[]): Schema {
  const readings = Object.entries(described.fields).map(
    ([field, text]) => [field, readField(text, `events.${event}.fields.${field}`)] as const,
  );
  const properties: Record<string, Schema> = {};
  for (const [field, { schema }] of readings) properties[field] = schema;
  for (const [field, shown] of Object.entries(parametersShown(examples))) {
    const known = Object.hasOwn(properties, field) ? properties[field] : undefined;
    properties[field] = known === undefined ? shown : withExample(known, shown);
  }
  const required = readings.filter(([, reading]) => reading.required).map(([field]) => field);
  const { source } = supplement;
  const origin =
    source === undefined
      ? ({ 'x-from': 'documented' } as const)
      : ({ 'x-from': 'supplement', 'x-source': source } as const);
  const documented: Schema = { ...origin, type: 'object', properties, required };
  const own = supplement.request;
  const supplemented =
    own === undefined ? documented : withSupplement(documented, own, `supplement of ${event}: request`);
  return withSupplement(supplemented, withEvent(common.request, event), 'common supplement: request');
}

/** The common supplement to a request says `event` must be the name of its event. */
function withEvent(request: SupplementSchema, event: string): SupplementSchema {
  const { event: option, ...others } = request.properties ?? {};
  return { ...request, properties: { ...others, event: { ...option, const: event } } };
}

/** Values of `...` stand for the reader's own and show nothing. */
function parametersShown(examples: readonly ContractExample[]): Record<string, Schema> {
  const names = [...new Set(examples.flatMap(({ request }) => Object.keys(request)))];
  return Object.fromEntries(
    names.map((name) => {
      const values = examples.filter(({ request }) => Object.hasOwn(request, name)).map(({ request }) => request[name]);
      const shown = values.filter((value) => value !== '...') as Json[];
      return [
        name,
        shown.length === 0 ? { 'x-from': 'example' as const, type: 'string' as const } : parameterSchema(shown),
      ];
    }),
  );
}

function commonContract({ rejection, rejections, messages }: CommonSupplement): CommonContract {
  const { 'x-source': source, ...schema } = rejection;
  return {
    rejection: stamped(schema, 'supplement', source),
    rejections: rejections.map(({ words, source: from }) => ({ words, from: 'supplement', source: from })),
    ...(messages !== undefined && { messages: { from: 'supplement' as const, ...messages } }),
  };
}
