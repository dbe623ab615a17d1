/** All endpoints as one OpenAPI 3.1 document, for clients in other languages and for tools. */
import type { JsonObject } from '../core/json.ts';
import type { Contracts } from './derive.ts';
import { endpointPaths } from './openapi-endpoints.ts';
import { eventPaths } from './openapi-events.ts';
import { functionPaths, functionSchemas } from './openapi-functions.ts';
import { asJson } from './schema.ts';

/** @param version of the document: that of the package which serves these endpoints. */
export function openapiOf(contracts: Contracts, version: string): JsonObject {
  const [first] = Object.values(contracts.endpoints);
  const { v1, conat } = contracts.common;
  return {
    openapi: '3.1.0',
    jsonSchemaDialect: first?.jsonSchemaDialect ?? '',
    info: {
      title: 'CoCalc HTTP API',
      version,
      description:
        'API v1, derived from the published description, its examples, and supplements to it; the functions of the conat API, as a hub was recorded to answer; and API v2, derived from its published OpenAPI document and supplements. `x-from` tells of each place which.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: 'http://127.0.0.1:5050', description: 'where cocalc-mock-hub listens by default' }],
    security: [{ basic: [] }, { bearer: [] }],
    tags: [{ name: 'v1' }, { name: 'conat' }, { name: 'v2' }],
    paths: { ...eventPaths(contracts), ...functionPaths(contracts), ...endpointPaths(contracts) },
    components: {
      securitySchemes: {
        basic: { type: 'http', scheme: 'basic', description: 'The API key is the user name; any password will do.' },
        bearer: { type: 'http', scheme: 'bearer', description: 'The API key.' },
      },
      schemas: {
        ...(v1 && { Rejection: asJson(v1.rejection) }),
        ...(conat && { FunctionError: asJson(conat.rejection) }),
        ...functionSchemas(contracts),
      },
      responses: {
        Rejection: {
          description: 'The call does not reach its endpoint: key, name or parameters are at fault.',
          content: { 'application/json': { schema: { $ref: '#/components/schemas/Rejection' } } },
        },
        Page: { description: 'The body cannot be read.', content: { 'text/html': { schema: { type: 'string' } } } },
        Text: { description: 'The body cannot be read.', content: { 'text/plain': { schema: { type: 'string' } } } },
      },
    },
  };
}
