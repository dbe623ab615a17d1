/** The functions of the conat API in an OpenAPI document: a path for those of the hub, and one for those of projects. */
import type { JsonObject } from '../core/json.ts';
import type { Contract } from './contract.ts';
import type { Contracts } from './derive.ts';
import { ofGeneration } from './reading.ts';
import { asJson, type Schema } from './schema.ts';

/** Each path takes calls of all its functions, told apart by `name`; `x-answers` says which answers to which. */
export function functionPaths(contracts: Contracts): JsonObject {
  const doors = Object.entries(ofGeneration(contracts, 'conat').common.conat?.envelopes ?? {});
  return Object.fromEntries(doors.map(([door]) => [`/api/${door}`, operation(door, behind(door, contracts))]));
}

/** The body of each call, and what its function answers. */
export function functionSchemas(contracts: Contracts): JsonObject {
  const doors = Object.entries(ofGeneration(contracts, 'conat').common.conat?.envelopes ?? {});
  return Object.fromEntries(
    doors.flatMap(([door, envelope]) =>
      behind(door, contracts).flatMap((contract) => [
        [schemaName(contract), asJson(callSchema(envelope, contract))],
        [`${schemaName(contract)}Result`, asJson(resultSchema(contract))],
      ]),
    ),
  );
}

function operation(door: string, functions: readonly Contract[]): JsonObject {
  const schemas = functions.map(schemaName);
  const mapping = functions.map((contract) => [functionName(contract), reference(schemaName(contract))]);
  const answers = functions.map((contract) => [functionName(contract), reference(`${schemaName(contract)}Result`)]);
  const refusals = functions
    .filter((contract) => contract.refusals.length > 0)
    .map((contract) => [functionName(contract), contract.refusals.map(({ words }) => words)]);
  return {
    post: {
      operationId: door.replace('/', '_'),
      tags: ['conat'],
      requestBody: {
        required: true,
        content: {
          'application/json': {
            schema: {
              oneOf: schemas.map((name) => ({ $ref: reference(name) })),
              discriminator: { propertyName: 'name', mapping: Object.fromEntries(mapping) },
            },
          },
        },
      },
      responses: {
        '200': {
          description: 'What the function answers, or why the call failed.',
          content: {
            'application/json': {
              schema: {
                anyOf: [...schemas.map((name) => `${name}Result`), 'FunctionError'].map((name) => ({
                  $ref: reference(name),
                })),
              },
            },
          },
          'x-answers': Object.fromEntries(answers),
          'x-refusals': Object.fromEntries(refusals),
        },
        '400': { $ref: '#/components/responses/Text' },
        '413': { $ref: '#/components/responses/Text' },
      },
    },
  };
}

function callSchema(envelope: Schema, { endpoint, request }: Contract): Schema {
  const { properties = {} } = envelope;
  const name: Schema = { ...properties.name, const: functionName({ endpoint }) };
  return { ...envelope, properties: { ...properties, name, args: request } };
}

function resultSchema({ answers }: Contract): Schema {
  const [result = {}] = Object.values(answers.success);
  return result;
}

function behind(door: string, { endpoints }: Contracts): Contract[] {
  return Object.values(endpoints).filter(({ endpoint }) => endpoint.startsWith(`${door}/`));
}

/** As in `projects.start`. */
function functionName({ endpoint }: Pick<Contract, 'endpoint'>): string {
  return endpoint.slice(endpoint.lastIndexOf('/') + 1);
}

/** As in `HubProjectsStart`, a name in most languages. */
function schemaName({ endpoint }: Contract): string {
  const [, ...words] = endpoint.split(/[/.]/);
  return words.map((word) => word[0]?.toUpperCase() + word.slice(1)).join('');
}

const reference = (name: string) => `#/components/schemas/${name}`;
