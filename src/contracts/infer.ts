/** Schemas made of values that examples show. */
import { isObject, type Json, type JsonObject } from '../core/json.ts';
import type { Demands, Schema } from './schema.ts';

const FORMATS: readonly (readonly [string, RegExp])[] = [
  ['uuid', /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/],
  ['date-time', /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/],
  ['email', /^[\w.+-]+@[\w-]+(\.[\w-]+)+$/],
  ['uri', /^https?:\/\//],
];

/** What stands in a printed object for other members. */
const ANY_OTHER = '...';

/**
 * The narrowest schema of our kind that all values keep.
 *
 * Objects are closed, with what all of them have required; those whose names are all UUIDs are maps.
 */
export function schemaOf(values: readonly Json[]): Schema {
  const shapes = (['object', 'array', 'string', 'number', 'boolean', 'null'] as const)
    .map((kind) => [kind, values.filter((value) => kindOf(value) === kind)] as const)
    .filter(([, ofKind]) => ofKind.length > 0)
    .map(([kind, ofKind]) => SHAPES[kind](ofKind as never));
  const [only] = shapes;
  return { 'x-from': 'example', ...(shapes.length === 1 ? only : { anyOf: shapes.map(fromExample) }) };
}

const fromExample = (demands: Demands): Schema => ({ 'x-from': 'example', ...demands });

const SHAPES = {
  object: objectSchema,
  array: (lists: readonly (readonly Json[])[]): Demands => {
    const items = lists.flat();
    return { type: 'array', ...(items.length > 0 && { items: schemaOf(items) }) };
  },
  string: (texts: readonly string[]): Demands => {
    const format = FORMATS.find(([, pattern]) => texts.every((text) => pattern.test(text)))?.[0];
    return { type: 'string', ...(format !== undefined && { format }) };
  },
  number: (numbers: readonly number[]): Demands => ({
    type: numbers.every(Number.isInteger) ? 'integer' : 'number',
    ...(numbers.every(isEpochSeconds) && { 'x-unit': 'epoch seconds' }),
  }),
  boolean: (): Demands => ({ type: 'boolean' }),
  null: (): Demands => ({ type: 'null' }),
} as const;

function objectSchema(objects: readonly JsonObject[]): Demands {
  const names = [...new Set(objects.flatMap(Object.keys))].filter((name) => name !== ANY_OTHER);
  const isUuid = FORMATS[0]?.[1];
  if (names.length > 0 && names.every((name) => isUuid?.test(name))) {
    return {
      type: 'object',
      propertyNames: fromExample({ type: 'string', format: 'uuid' }),
      additionalProperties: schemaOf(objects.flatMap((object) => Object.values(object))),
    };
  }
  const valuesOf = (name: string) =>
    objects.filter((object) => Object.hasOwn(object, name)).map((object) => object[name] as Json);
  return {
    type: 'object',
    properties: Object.fromEntries(names.map((name) => [name, schemaOf(valuesOf(name))])),
    required: names.filter((name) => valuesOf(name).length === objects.length),
    ...(!objects.some((object) => Object.hasOwn(object, ANY_OTHER)) && { additionalProperties: false }),
  };
}

/** From 2001 to 2096. */
function isEpochSeconds(value: number): boolean {
  return Number.isInteger(value) && value >= 1e9 && value < 4e9;
}

function kindOf(value: Json): keyof typeof SHAPES {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  if (isObject(value)) return 'object';
  return typeof value as 'string' | 'number' | 'boolean';
}

/** What a value sent in a request shows of its parameter: no more than its type, and that ids are UUIDs. */
export function parameterSchema(values: readonly Json[]): Schema {
  const { type, format, items } = schemaOf(values);
  if (type === undefined) return { 'x-from': 'example' };
  if (type !== 'array') return fromExample({ type, ...(format === 'uuid' && { format }) });
  return fromExample({ type, ...(items && { items: parameterSchema(values.flat() as Json[]) }) });
}
