/** All endpoints as one OpenAPI 3.1 document, for clients in other languages and for tools. */
import type { Json, JsonObject } from '../core/json.ts';
import type { Contract, ContractExample, Encoding } from './contract.ts';
import type { Contracts } from './derive.ts';
import type { Schema } from './schema.ts';

const MEDIA_TYPES: Readonly<Record<Encoding, string>> = {
  json: 'application/json',
  form: 'application/x-www-form-urlencoded',
};

/** @param version of the document: that of the package which serves these endpoints. */
export function openapiOf({ common, endpoints }: Contracts, version: string): JsonObject {
  const [first] = Object.values(endpoints);
  return {
    openapi: '3.1.0',
    jsonSchemaDialect: first?.jsonSchemaDialect ?? '',
    info: {
      title: 'CoCalc HTTP API v1',
      version,
      description:
        'Derived from the published description, its examples, and supplements to it. `x-from` tells of each place which.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: 'http://127.0.0.1:5050', description: 'where cocalc-mock-hub listens by default' }],
    security: [{ basic: [] }, { bearer: [] }],
    tags: [{ name: 'v1' }],
    paths: Object.fromEntries(
      Object.values(endpoints).map((contract) => [`/api/${contract.endpoint}`, path(contract)]),
    ),
    components: {
      securitySchemes: {
        basic: { type: 'http', scheme: 'basic', description: 'The API key is the user name; any password will do.' },
        bearer: { type: 'http', scheme: 'bearer', description: 'The API key.' },
      },
      schemas: { Rejection: json(common.rejection) },
      responses: {
        Rejection: {
          description: 'The call does not reach its endpoint: key, name or parameters are at fault.',
          content: { 'application/json': { schema: { $ref: '#/components/schemas/Rejection' } } },
        },
        Page: { description: 'The body cannot be read.', content: { 'text/html': { schema: { type: 'string' } } } },
      },
    },
  };
}

function path(contract: Contract): JsonObject {
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
  return { schema: json(schema), ...(examples.length > 0 && { examples: named }) };
}

const ref = (name: string) => ({ $ref: `#/components/responses/${name}` });

/** A schema is plain data; its type only says more of it. */
const json = (schema: Schema) => schema as unknown as JsonObject;
