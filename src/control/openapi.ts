/** The control plane as an OpenAPI document. */
import type { Json, JsonObject } from '../core/json.ts';
import { type ControlRoute, controlError, controlEvent, controlRoutes } from './routes.ts';
import type { ControlSchema } from './schema.ts';
import { worldNameSchema } from './values.ts';

export function controlOpenapi({ url, version }: { readonly url: string; readonly version: string }): JsonObject {
  const schemas: Record<string, Json> = {};
  const named = (schema: ControlSchema) => withNames(schema, schemas);
  const paths: Record<string, Record<string, JsonObject>> = {};
  for (const [name, route] of Object.entries<ControlRoute>(controlRoutes)) {
    const places = route.of === 'world' ? ['/__admin', '/w/{world}/__admin'] : ['/__admin'];
    for (const [at, place] of places.entries()) {
      const path = `${place}${route.path}`;
      const operationId = at === 0 ? name : `${name}OfWorld`;
      paths[path] = { ...paths[path], [route.method.toLowerCase()]: operation(path, route, operationId, named) };
    }
  }
  named(controlError);
  return {
    openapi: '3.1.0',
    info: {
      title: 'Control plane of cocalc-mock-hub',
      version,
      description:
        'Makes worlds, moves their clocks, and shows what they know. Below `/__admin` it is about the default world.',
    },
    servers: [{ url }],
    security: [{}, { token: [] }],
    paths: paths as JsonObject,
    components: {
      schemas,
      securitySchemes: {
        token: { type: 'http', scheme: 'bearer', description: 'what `--admin-token` says, where it is given' },
      },
    },
  };
}

type Named = (schema: ControlSchema) => Json;

function operation(path: string, route: ControlRoute, operationId: string, named: Named): JsonObject {
  const { summary, body, query, answer, status = 200, of } = route;
  const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => ({
    name,
    in: 'path',
    required: true,
    schema: named(name === 'world' ? worldNameSchema : { type: 'string' }),
  }));
  const inQuery = Object.entries(query?.properties ?? {}).map(([name, schema]) => ({
    name,
    in: 'query',
    schema: named(schema),
  }));
  return {
    operationId,
    summary,
    tags: [of],
    parameters: [...inPath, ...inQuery],
    ...(body && { requestBody: { required: true, content: { 'application/json': { schema: named(body) } } } }),
    responses: {
      [status]: { description: summary, content: contentOf(answer, named) },
      ...(operationId === 'makeWorld' && {
        200: { description: 'It is there already', content: contentOf(answer, named) },
      }),
      default: {
        description: 'What is refused, and why',
        content: { 'application/json': { schema: { $ref: '#/components/schemas/ControlRefusal' } } },
      },
    },
  };
}

function contentOf(answer: ControlRoute['answer'], named: Named): JsonObject {
  if (answer === 'text') return { 'text/plain': { schema: { type: 'string' } } };
  if (answer === 'events') return { 'text/event-stream': { schema: named(controlEvent) } };
  return { 'application/json': { schema: named(answer) } };
}

/** The schema, with a reference for each part that is a type of its own; those are put into `schemas`. */
function withNames(schema: ControlSchema, schemas: Record<string, Json>): Json {
  const { title, properties, items, oneOf, additionalProperties, ...rest } = schema;
  const named = (part: ControlSchema) => withNames(part, schemas);
  const made = {
    ...rest,
    ...(title !== undefined && { title }),
    ...(properties && {
      properties: Object.fromEntries(Object.entries(properties).map(([name, one]) => [name, named(one)])),
    }),
    ...(items && { items: named(items) }),
    ...(oneOf && { oneOf: oneOf.map(named) }),
    ...(additionalProperties !== undefined && {
      additionalProperties:
        typeof additionalProperties === 'object' ? named(additionalProperties) : additionalProperties,
    }),
  } as JsonObject;
  if (title === undefined || !title.startsWith('Control')) return made;
  schemas[title] = made;
  return { $ref: `#/components/schemas/${title}` };
}
