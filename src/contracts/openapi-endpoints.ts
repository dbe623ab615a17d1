/** The endpoints of API v2 in an OpenAPI document: a path for each. */
import { isObject, type Json, type JsonObject } from '../core/json.ts';
import type { Contract } from './contract.ts';
import type { Contracts } from './derive.ts';
import { ofGeneration } from './reading.ts';
import { asJson } from './schema.ts';

export function endpointPaths(contracts: Contracts): JsonObject {
  const endpoints = Object.values(ofGeneration(contracts, 'v2').endpoints);
  return Object.fromEntries(endpoints.map((contract) => [`/api/${contract.endpoint}`, operation(contract)]));
}

function operation({ endpoint, request, answers, refusals }: Contract): JsonObject {
  const { properties = {}, anyOf } = request;
  const takesParameters = Object.keys(properties).length > 0 || anyOf !== undefined;
  const body = described(asJson(request));
  const schemas = [...Object.values(answers.success), ...Object.values(answers.refusal)];
  const [only = {}, ...others] = schemas.map((schema) => described(asJson(schema)));
  // Generators of clients stumble over a choice of one.
  const answer = others.length === 0 ? only : { anyOf: [only, ...others] };
  return {
    post: {
      // Other generations have operations of the same words.
      operationId: endpoint.replaceAll(/[/-]/g, '_'),
      tags: ['v2'],
      // Who is signed in by a cookie, or by nothing, calls as well: each endpoint decides.
      security: [{ basic: [] }, { bearer: [] }, {}],
      ...(takesParameters && {
        requestBody: {
          required: (request.required ?? []).length > 0 || anyOf !== undefined,
          content: {
            'application/json': { schema: body },
            'application/x-www-form-urlencoded': { schema: body },
          },
        },
      }),
      responses: {
        '200': {
          description: 'What the endpoint answers, or its refusal.',
          content: { 'application/json': { schema: answer } },
          ...(refusals.length > 0 && { 'x-refusals': refusals.map(({ words }) => words) }),
        },
        '400': { $ref: '#/components/responses/Text' },
        '413': { $ref: '#/components/responses/Text' },
      },
    },
  };
}

/**
 * Says `null` by its type, since generators of clients do not read it from an enumeration, and that an object of which no
 * more is known has any members, since they take it for an empty one.
 */
function described(schema: Json): Json {
  if (Array.isArray(schema)) return schema.map(described);
  if (!isObject(schema)) return schema;
  const { enum: values, ...rest } = schema;
  const isNull = Array.isArray(values) && values.length === 1 && values[0] === null;
  const isOpen = schema.type === 'object' && schema.properties === undefined;
  const own = {
    ...(isOpen && { additionalProperties: true }),
    ...(isNull ? { ...rest, type: 'null' } : schema),
  } as JsonObject;
  return Object.fromEntries(Object.entries(own).map(([keyword, value]) => [keyword, described(value)]));
}
