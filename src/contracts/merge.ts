/** Puts together what several sources say of one place: the description, its examples, and our supplement to it. */
import { isSameJson, type Json } from '../core/json.ts';
import type { SupplementSchema } from './contract.ts';
import { mapChildren, type Origin, originOf, type Schema, stamped } from './schema.ts';

/** A supplement that says what is known already, or the opposite of it. */
export class SupplementError extends Error {
  override name = 'SupplementError';
}

const NESTED = new Set(['items', 'propertyNames']);
const SUBSCHEMAS = new Set(['properties', 'items', 'propertyNames', 'anyOf']);
const MARKS = new Set(['x-from', 'x-added', 'x-source', 'x-replaces']);

/** The node with what an example shows of the same place and the description does not say. */
export function withExample(node: Schema, example: Schema): Schema {
  if (node.anyOf || (node.type !== undefined && !isSameJson(node.type as Json, example.type as Json))) return node;
  const shown = Object.entries(example).filter(([keyword]) => !MARKS.has(keyword) && !Object.hasOwn(node, keyword));
  return added(node, Object.fromEntries(shown), 'example');
}

/**
 * The node with what a supplement adds.
 *
 * @param place where both stand, for errors.
 * @throws SupplementError when the supplement repeats or contradicts what is there.
 */
export function withSupplement(node: Schema | undefined, supplement: SupplementSchema, place: string): Schema {
  const source = supplement['x-source'];
  if (node === undefined) return stamped(withoutMarks(supplement), 'supplement', source);
  if (supplement['x-replaces'] === 'example') return replaced(node, supplement, place);

  const merged: Record<string, unknown> = { ...node };
  const news: Record<string, Origin> = {};
  for (const [keyword, value] of Object.entries(withoutMarks(supplement))) {
    const at = `${place}.${keyword}`;
    if (keyword === 'properties') {
      merged.properties = withProperties(node, value as never, at, source);
    } else if (keyword === 'required') {
      merged.required = withRequired(node, value as never, at);
      if (node.required === undefined) news.required = 'supplement';
    } else if (NESTED.has(keyword) && Object.hasOwn(node, keyword)) {
      merged[keyword] = withSupplement(node[keyword as 'items'], inheriting(value as Schema, source), at);
    } else if (Object.hasOwn(node, keyword)) throw clash(node[keyword as 'type'] as Json, value as Json, at);
    else {
      merged[keyword] = stampedValue(value, source);
      news[keyword] = 'supplement';
    }
  }
  return withMarks(merged as Schema, news, source);
}

/** In place of all that examples alone tell of the node; what both say stays theirs. */
function replaced(node: Schema, supplement: SupplementSchema, place: string): Schema {
  const source = supplement['x-source'];
  const rest = withoutMarks(supplement);
  if (node['x-from'] === 'example') return overExample(node, rest, source);
  if (!Object.values(node['x-added'] ?? {}).includes('example')) {
    throw new SupplementError(`${place} is not known from examples, so it cannot be replaced`);
  }
  const kept = Object.entries(node).filter(
    ([keyword]) => !MARKS.has(keyword) && originOf(node, keyword) === 'documented',
  );
  return withSupplement({ 'x-from': 'documented', ...Object.fromEntries(kept) }, inheriting(rest, source), place);
}

/** The schema where an example shows the node: what the example shows too is marked as shown. */
function overExample(node: Schema | undefined, schema: Schema, source: string | undefined): Schema {
  if (node === undefined) return stamped(schema, 'supplement', source);
  const news = Object.entries(schema)
    .filter(
      ([keyword, value]) => !SUBSCHEMAS.has(keyword) && !isSameJson(node[keyword as 'type'] as Json, value as Json),
    )
    .map(([keyword]): [string, Origin] => [keyword, 'supplement']);
  const { properties, items, additionalProperties } = schema;
  const below = mapChildren(schema, (child) => stamped(child, 'supplement', source));
  const whole: Schema = {
    'x-from': 'example',
    ...below,
    ...(properties && {
      properties: Object.fromEntries(
        Object.entries(properties).map(([name, child]) => [name, overExample(node.properties?.[name], child, source)]),
      ),
    }),
    ...(items && { items: overExample(node.items, items, source) }),
    ...(typeof additionalProperties === 'object' && {
      additionalProperties: overExample(
        typeof node.additionalProperties === 'object' ? node.additionalProperties : undefined,
        additionalProperties,
        source,
      ),
    }),
  };
  return withMarks(whole, Object.fromEntries(news), source);
}

function withProperties(
  node: Schema,
  supplements: Readonly<Record<string, SupplementSchema>>,
  place: string,
  source: string | undefined,
): Schema['properties'] {
  const properties: Record<string, Schema> = { ...node.properties };
  for (const [name, supplement] of Object.entries(supplements)) {
    const known = Object.hasOwn(properties, name) ? properties[name] : undefined;
    properties[name] = withSupplement(known, inheriting(supplement, source), `${place}.${name}`);
  }
  return properties;
}

function withRequired(node: Schema, names: readonly string[], place: string): readonly string[] {
  const known = node.required ?? [];
  const twice = names.find((name) => known.includes(name));
  if (twice !== undefined) throw new SupplementError(`${place} repeats "${twice}"`);
  return [...known, ...names];
}

function clash(known: Json, value: Json, place: string): SupplementError {
  const says = isSameJson(known, value) ? 'repeats' : 'contradicts';
  return new SupplementError(`${place} ${says} what is known without it: ${JSON.stringify(known)}`);
}

function withMarks(node: Schema, news: Record<string, Origin>, source: string | undefined): Schema {
  if (Object.keys(news).length === 0) return node;
  return {
    ...node,
    'x-added': { ...node['x-added'], ...news },
    ...(source !== undefined && { 'x-source': source }),
  };
}

function added(node: Schema, keywords: Schema, origin: Origin): Schema {
  const news = Object.fromEntries(Object.keys(keywords).map((keyword) => [keyword, origin]));
  return withMarks({ ...node, ...keywords }, news, undefined);
}

function inheriting(schema: SupplementSchema, source: string | undefined): SupplementSchema {
  return source === undefined || schema['x-source'] !== undefined ? schema : { ...schema, 'x-source': source };
}

function stampedValue(value: unknown, source: string | undefined): unknown {
  if (Array.isArray(value)) return value.map((one) => (isSchema(one) ? stamped(one, 'supplement', source) : one));
  return isSchema(value) ? stamped(value, 'supplement', source) : value;
}

/** Of the values that keywords have, the objects are schemas, but for defaults and constants, which we leave scalar. */
function isSchema(value: unknown): value is Schema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function withoutReplaces({ 'x-replaces': _, ...rest }: SupplementSchema): Schema {
  return rest;
}

function withoutMarks(schema: SupplementSchema): Schema {
  const { 'x-source': _, ...rest } = withoutReplaces(schema);
  return rest;
}
