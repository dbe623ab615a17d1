/** The types of the control plane, from the table of its routes. */
import { compile, type JSONSchema } from 'json-schema-to-typescript';
import { type ControlRoute, controlEvent, controlRoutes } from '../../src/control/routes.ts';
import { type ControlSchema, objectSchema, textSchema } from '../../src/control/schema.ts';

/** The text of `src/control/operations.ts`. */
export async function controlTypes(): Promise<string> {
  const operations = Object.entries<ControlRoute>(controlRoutes).map(
    ([name, route]) => [name, objectSchema({ input: inputOf(route), answer: answerOf(route) })] as const,
  );
  const schema = objectSchema(Object.fromEntries(operations));
  return compile(typed(schema), 'ControlOperations', {
    additionalProperties: false,
    bannerComment:
      '// Written by `npm run refresh` from src/control/routes.ts: what each operation of the control plane takes and answers.',
    style: { printWidth: 120, singleQuote: true },
  });
}

/** Parameters of path and query, and members of the body, all in one object. */
function inputOf({ path, query, body }: ControlRoute): ControlSchema {
  const parts = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => [name, textSchema()]);
  const alternatives = body?.oneOf;
  if (alternatives !== undefined) return { oneOf: alternatives };
  const properties = { ...Object.fromEntries(parts), ...query?.properties, ...body?.properties };
  const required = [...parts.map(([name]) => String(name)), ...(query?.required ?? []), ...(body?.required ?? [])];
  return { type: 'object', properties, required, additionalProperties: false };
}

function answerOf({ answer }: ControlRoute): ControlSchema {
  if (answer === 'events') return controlEvent;
  return answer === 'text' ? textSchema() : answer;
}

/** Titles are for errors, but those that name types. */
function typed(schema: ControlSchema): JSONSchema {
  const known = TYPED.get(schema);
  if (known !== undefined) return known;
  const { title, pattern: _pattern, properties, items, oneOf, additionalProperties, ...rest } = schema;
  const isOpen = ['type', 'const', 'enum', 'oneOf'].every((member) => !(member in schema));
  const made: JSONSchema = {
    ...(rest as JSONSchema),
    ...(isOpen && { tsType: 'unknown' }),
    ...(title?.startsWith('Control') && { title }),
    ...(properties && {
      properties: Object.fromEntries(Object.entries(properties).map(([name, one]) => [name, typed(one)])),
    }),
    ...(items && { items: typed(items) }),
    ...(oneOf && { oneOf: oneOf.map(typed) }),
    ...(additionalProperties !== undefined && {
      additionalProperties:
        typeof additionalProperties === 'object' ? typed(additionalProperties) : additionalProperties,
    }),
  };
  TYPED.set(schema, made);
  return made;
}

/** One schema is one type, wherever it is used. */
const TYPED = new Map<ControlSchema, JSONSchema>();
