/** Values that keep a schema, and values made wrong in one place. */

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
};

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
      return schema.items === undefined ? [] : [sampleOf(schema.items)];
    case 'boolean':
      return true;
    case 'integer':
    case 'number':
      return Math.max(minimum, 1);
    case 'null':
      return null;
    default:
      return BY_FORMAT[format ?? ''] ?? BY_PATTERN[pattern ?? ''] ?? 'x'.repeat(Math.max(minLength, 1));
  }
}

function objectSample({ properties = {}, propertyNames, additionalProperties }: Schema): JsonObject {
  const members = Object.entries(properties).map(([name, node]): [string, Json] => [name, sampleOf(node)]);
  if (typeof additionalProperties !== 'object') return Object.fromEntries(members);
  const name = propertyNames === undefined ? 'x' : String(sampleOf(propertyNames));
  return Object.fromEntries([...members, [name, sampleOf(additionalProperties)]]);
}

/** The value made wrong in one place after the other, wherever the schema says something. */
export function mutantsOf(schema: Schema, value: Json, place = ''): Mutant[] {
  const kept = schema.anyOf?.find((alternative) => kindOf(sampleOf(alternative)) === kindOf(value)) ?? schema;
  return [...wrongValues(schema, value, place), ...wrongInside(kept, value, place)];
}

function wrongValues({ type, anyOf, const: constant, format, pattern, ...bounds }: Schema, value: Json, place: string) {
  const wrong: [string, Json][] = [];
  const typed = type !== undefined || anyOf !== undefined || constant !== undefined;
  if (typed) wrong.push(['other type', [[[]]]]);
  if (constant !== undefined) wrong.push(['other constant', 'anything else']);
  if (typeof value === 'string' && (format ?? pattern) !== undefined) wrong.push(['other form', '-']);
  if (bounds.minimum !== undefined) wrong.push(['too small', bounds.minimum - 1]);
  if (bounds.maximum !== undefined) wrong.push(['too large', bounds.maximum + 1]);
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

function kindOf(value: Json): string {
  return value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value;
}
