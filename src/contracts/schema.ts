/** The JSON Schemas (2020-12) that contracts are made of. Each node says where it comes from. */
import type { Json, JsonObject } from '../core/json.ts';

/** A text of the description, an example printed in it, our own supplement to it, or an exchange with a real hub. */
export type Origin = 'documented' | 'example' | 'supplement' | 'recorded';

export type SchemaType = 'null' | 'boolean' | 'integer' | 'number' | 'string' | 'array' | 'object';

/** What a schema demands of a value. */
export interface Demands {
  readonly type?: SchemaType | readonly SchemaType[];
  readonly const?: Json;
  readonly enum?: readonly Json[];
  readonly default?: Json;
  readonly format?: string;
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly maxItems?: number;
  readonly minItems?: number;
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly propertyNames?: Schema;
  readonly additionalProperties?: boolean | Schema;
  readonly anyOf?: readonly Schema[];
  /** The unit of a number: `seconds`, `characters`, `epoch seconds`. */
  readonly 'x-unit'?: string;
  /** The member whose value stands in where this one is absent. */
  readonly 'x-default-from'?: string;
  /** Hubs hold the value to one more condition, which is not told. */
  readonly 'x-refined'?: true;
}

export interface Schema extends Demands {
  /** Where it is known from that there is this node. */
  readonly 'x-from'?: Origin;
  /** Keywords that come from elsewhere than the node itself. */
  readonly 'x-added'?: Readonly<Record<string, Origin>>;
  /** Where a supplement has its knowledge from. */
  readonly 'x-source'?: string;
}

/** Keywords of ours, which demand nothing. */
export const ANNOTATIONS = ['x-from', 'x-added', 'x-source', 'x-unit', 'x-default-from', 'x-refined'] as const;

/** The schema with `from` on each node that says nothing of its own. */
export function stamped(schema: Schema, from: Origin, source?: string): Schema {
  const marks = { 'x-from': from, ...(source === undefined ? {} : { 'x-source': source }) };
  return mapChildren({ ...marks, ...schema }, (child) => stamped(child, from, source));
}

/** The schema with `change` made to the nodes right below it. */
export function mapChildren(schema: Schema, change: (child: Schema) => Schema): Schema {
  const { properties, items, propertyNames, additionalProperties, anyOf } = schema;
  return {
    ...schema,
    ...(properties && { properties: mapValues(properties, change) }),
    ...(items && { items: change(items) }),
    ...(propertyNames && { propertyNames: change(propertyNames) }),
    ...(typeof additionalProperties === 'object' && { additionalProperties: change(additionalProperties) }),
    ...(anyOf && { anyOf: anyOf.map(change) }),
  };
}

function mapValues<From, To>(values: Readonly<Record<string, From>>, change: (value: From) => To): Record<string, To> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, change(value)]));
}

/** Where the keyword of the node is known from. */
export function originOf(node: Schema, keyword: string): Origin {
  const added = node['x-added'];
  return (added && Object.hasOwn(added, keyword) ? added[keyword] : undefined) ?? node['x-from'] ?? 'supplement';
}

/** The schema as the plain data it is; its type only says more of it. */
export const asJson = (schema: Schema) => schema as unknown as JsonObject;
