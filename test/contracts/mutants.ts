/** Values that keep a schema, and values made wrong in one place. */
import type { CompiledContract } from '../../src/contracts/compiled.ts';
import type { Schema } from '../../src/contracts/schema.ts';
import type { Json, JsonObject } from '../../src/core/json.ts';

export interface Mutant {
  /** What was done where, as in `results[0].account_id: other type`. */
  readonly name: string;
  readonly value: Json;
}

const BY_FORMAT: Readonly<Record<string, string>> = {
  uuid: '8a78a37d-b2fb-4e29-94ae-d66acdeac949',
  'date-time': '2020-09-17T03:08:33.230Z',
  email: 'jd@example.com',
  uri: 'https://cocalc.com/',
};

const BY_PATTERN: Readonly<Record<string, string>> = {
  '^sk_[0-9A-Za-z]{24}$': 'sk_abcdefQWERTY090900000000',
  '^[0-9A-Za-z]{24}$': 'BQokikJOvBiI2HlWgH4olfQ2',
  "^copy_path_id = '.*' deleted$": "copy_path_id = 'a' deleted",
  '^sk-\\.\\.\\.': 'sk-...000007',
  '^sk-': 'sk-abcdefQWERTY0909000007',
  '^/auth/password-reset/': '/auth/password-reset/8a78a37d-b2fb-4e29-94ae-d66acdeac949',
};

/** The body of a call with these parameters: the parameters of an event, or the arguments of a function. */
export function bodyWith({ envelope }: CompiledContract, parameters: Json): JsonObject {
  return envelope === undefined ? (parameters as JsonObject) : { name: 'group.function', args: parameters };
}

/** A value that keeps the schema and has every member it names. */
export function sampleOf(schema: Schema): Json {
  const { anyOf, const: constant, enum: values, type, format, pattern, minLength = 0, minimum = 1 } = schema;
  if (constant !== undefined) return constant;
  if (values !== undefined) return values[0] as Json;
  if (anyOf !== undefined) return sampleOf(anyOf[0] as Schema);
  switch (Array.isArray(type) ? type[0] : type) {
    case 'object':
      return objectSample(schema);
    case 'array':
      return schema.items === undefined ? [] : Array(schema.minItems ?? 1).fill(sampleOf(schema.items));
    case 'boolean':
      return true;
    case 'integer':
    case 'number':
      return Math.max(minimum, 1);
    case 'null':
      return null;
    default:
      return BY_FORMAT[format ?? ''] ?? textLike(pattern) ?? 'x'.repeat(Math.max(minLength, 1));
  }
}

function textLike(pattern: string | undefined): string | undefined {
  if (pattern === undefined) return undefined;
  const text = BY_PATTERN[pattern] ?? 'x';
  if (!new RegExp(pattern, 'u').test(text)) throw new Error(`BY_PATTERN needs a text like ${pattern}`);
  return text;
}

function objectSample({ properties = {}, propertyNames, additionalProperties }: Schema): JsonObject {
  const members = Object.entries(properties).map(([name, node]): [string, Json] => [name, sampleOf(node)]);
  if (typeof additionalProperties !== 'object') return Object.fromEntries(members);
  const name = propertyNames === undefined ? 'x' : String(sampleOf(propertyNames));
  return Object.fromEntries([...members, [name, sampleOf(additionalProperties)]]);
}

/** The value made wrong in one place after the other, wherever the schema says something. */
export function mutantsOf(schema: Schema, value: Json, place = ''): Mutant[] {
  const kept = schema.anyOf?.find((alternative) => isLike(alternative, value)) ?? schema;
  return [...wrongValues(schema, value, place), ...wrongInside(kept, value, place)];
}

/** Whether the value looks as if it kept the schema: its kind, and the members that it has and has to have. */
function isLike(schema: Schema, value: Json): boolean {
  if (!kindsOf(schema).includes(kindOf(value) === 'number' ? typeOfNumber(schema) : kindOf(value))) return false;
  if (kindOf(value) !== 'object') return true;
  const { properties = {}, required = [], additionalProperties } = schema;
  const names = Object.keys(value as JsonObject);
  return (
    required.every((name) => names.includes(name)) &&
    (additionalProperties !== false || names.every((name) => Object.hasOwn(properties, name)))
  );
}

/** What the schema calls a number. */
const typeOfNumber = (schema: Schema) => (kindsOf(schema).includes('integer') ? 'integer' : 'number');

/** Values of several kinds, for where another one is wanted. */
const STRANGERS: readonly Json[] = [[[[]]], { a_stranger: 1 }, true, 'x'];

function wrongValues(schema: Schema, value: Json, place: string) {
  const { const: constant, format, pattern, ...bounds } = schema;
  const wrong: [string, Json][] = [];
  const kinds = kindsOf(schema);
  const stranger = STRANGERS.find((other) => !kinds.includes(kindOf(other)));
  if (kinds.length > 0 && stranger !== undefined) wrong.push(['other type', stranger]);
  if (constant !== undefined) wrong.push(['other constant', 'anything else']);
  const otherForm = ['-', 'X'].find((text) => pattern === undefined || !new RegExp(pattern, 'u').test(text));
  if (typeof value === 'string' && (format ?? pattern) !== undefined && otherForm !== undefined) {
    wrong.push(['other form', otherForm]);
  }
  if (bounds.minimum !== undefined) wrong.push(['too small', bounds.minimum - 1]);
  if (bounds.maximum !== undefined) wrong.push(['too large', bounds.maximum + 1]);
  if (bounds.minItems !== undefined) wrong.push(['too few', []]);
  if (bounds.minLength !== undefined) wrong.push(['too short', 'x'.repeat(bounds.minLength - 1)]);
  if (bounds.maxLength !== undefined) wrong.push(['too long', 'x'.repeat(bounds.maxLength + 1)]);
  return wrong.map(([what, instead]) => ({ name: `${place}: ${what}`, value: instead }));
}

function wrongInside(schema: Schema, value: Json, place: string): Mutant[] {
  if (Array.isArray(value)) {
    const node = schema.items;
    return node === undefined
      ? []
      : value.flatMap((item, at) =>
          mutantsOf(node, item, `${place}[${at}]`).map(({ name, value: wrong }) => ({
            name,
            value: value.with(at, wrong),
          })),
        );
  }
  if (kindOf(value) !== 'object') return [];
  const object = value as JsonObject;
  const inside = Object.entries(object).flatMap(([name, member]) => {
    const node = schema.properties?.[name] ?? schema.additionalProperties;
    if (typeof node !== 'object') return [];
    return mutantsOf(node, member, place === '' ? name : `${place}.${name}`).map((mutant) => ({
      name: mutant.name,
      value: { ...object, [name]: mutant.value },
    }));
  });
  const dropped = (schema.required ?? []).map((name) => {
    const { [name]: _, ...rest } = object;
    return { name: `${place}: without ${name}`, value: rest };
  });
  const stranger = { name: `${place}: with a stranger`, value: { ...object, a_stranger: 1 } };
  return [...inside, ...dropped, ...(schema.additionalProperties === false ? [stranger] : [])];
}

/** The kinds of values that a schema takes; none where it says nothing of them. */
function kindsOf({ type, anyOf = [], const: constant, enum: values = [] }: Schema): string[] {
  if (constant !== undefined) return [kindOf(constant)];
  const own = type === undefined ? [] : typeof type === 'string' ? [type] : [...type];
  return [...own, ...values.map(kindOf), ...anyOf.flatMap(kindsOf)];
}

function kindOf(value: Json): string {
  return value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value;
}
