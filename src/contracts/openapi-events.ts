/** The events of API v1 in an OpenAPI document: a path for each. */
import type { Json, JsonObject } from '../core/json.ts';
import type { Contract, ContractExample, Encoding } from './contract.ts';
import type { Contracts } from './derive.ts';
import { ofGeneration } from './reading.ts';
import { asJson, type Schema } from './schema.ts';

const MEDIA_TYPES: Readonly<Record<Encoding, string>> = {
  json: 'application/json',
  form: 'application/x-www-form-urlencoded',
};

export function eventPaths(contracts: Contracts): JsonObject {
  const events = Object.values(ofGeneration(contracts, 'v1').endpoints);
  return Object.fromEntries(events.map((contract) => [`/api/${contract.endpoint}`, operation(contract)]));
}

function operation(contract: Contract): JsonObject {
  const { endpoint, examples } = contract;
  const event = endpoint.slice(endpoint.indexOf('/') + 1);
  const needsBody = (contract.request.required ?? []).length > 0;
  return {
    post: {
      operationId: event,
      tags: ['v1'],
      ...(examples.some(({ blankKey }) => blankKey) && { security: [{ basic: [] }, { bearer: [] }, {}] }),
      requestBody: {
        required: needsBody,
        content: Object.fromEntries(
          (Object.keys(MEDIA_TYPES) as Encoding[]).map((encoding) => [
            MEDIA_TYPES[encoding],
            withExamples(contract.request, examples.filter((example) => example.encoding === encoding).map(requestOf)),
          ]),
        ),
      },
      responses: responses(contract),
    },
  };
}

function responses({ answers, refusals, examples, neverAnswers }: Contract): JsonObject {
  const schemas = [...Object.values(answers.success), ...Object.values(answers.refusal)];
  const failures = { '400': ref('Rejection'), '413': ref('Page'), '415': ref('Page') };
  if (neverAnswers !== undefined) return { ...failures, default: { description: 'A hub never answers.' } };
  const words = refusals.map((refusal) => refusal.words);
  return {
    '200': {
      description: 'What the hub did, or its refusal to.',
      content: { 'application/json': withExamples({ anyOf: schemas }, examples.flatMap(answerOf)) },
      ...(words.length > 0 && { 'x-refusals': words }),
    },
    ...failures,
  };
}

type NamedExample = readonly [name: string, value: Json];

const nameOf = ({ printedBy, number }: ContractExample) => `${printedBy === undefined ? '' : `${printedBy}-`}${number}`;
const requestOf = (example: ContractExample): NamedExample => [nameOf(example), example.request];
const answerOf = (example: ContractExample): NamedExample[] =>
  example.answer === undefined ? [] : [[nameOf(example), example.answer]];

function withExamples(schema: Schema, examples: readonly NamedExample[]): JsonObject {
  const named = Object.fromEntries(examples.map(([name, value]): [string, Json] => [name, { value }]));
  return { schema: asJson(schema), ...(examples.length > 0 && { examples: named }) };
}

const ref = (name: string) => ({ $ref: `#/components/responses/${name}` });
