/** The published OpenAPI document of API v2, as far as contracts are derived from it. */
import { isObject, type Json, type JsonObject } from '../core/json.ts';
import { DescriptionError } from './description.ts';
import { type Schema, type SchemaType, stamped } from './schema.ts';

/** What is published of one endpoint. */
export interface PublishedEndpoint {
  /** Without any keyword: it declares that there is nothing to send. */
  readonly request: Schema;
  /** Of a success. */
  readonly answer: Schema;
  /** Whether it is published that there may be an error in its place. */
  readonly mayFail: boolean;
  /** Words of errors: hubs publish none, descriptions of ours do. */
  readonly refusals: readonly Json[];
}

/** Names of endpoints below `/api/v2/` to what is published of them. */
export type Published = Readonly<Record<string, PublishedEndpoint>>;

const PREFIX = '/api/v2/';

/** @throws DescriptionError naming the place that is not as it should be. */
export function readPublished(document: JsonObject, source: string): Published {
  const { paths } = document;
  if (!isObject(paths)) throw new DescriptionError(`${source}: paths should be an object`);
  const ours = Object.entries(paths).filter(([path]) => path.startsWith(PREFIX));
  if (ours.length === 0) throw new DescriptionError(`${source}: paths should have at least one below ${PREFIX}`);
  const nodeAt = (place: string): Json => {
    const found = place.slice('#/'.length).split('/').reduce<Json | undefined>(memberOf, document);
    if (found === undefined) throw new DescriptionError(`${source}: ${place} should be there, since it is referred to`);
    return found;
  };
  return Object.fromEntries(
    ours.map(([path, item]) => {
      const { requestBody, responses } = (isObject(item) && isObject(item.post) ? item.post : {}) as JsonObject;
      const success = memberOf(responses, '200');
      if (success === undefined) throw new DescriptionError(`${source}: paths.${path} should have a post with a 200`);
      const published = schemaOf(contentOf(success), nodeAt);
      const answer = documented(withoutError(published));
      const request = documented(schemaOf(contentOf(requestBody ?? {}), nodeAt));
      const told = memberOf(success, 'x-refusals');
      const mayFail = published.anyOf?.some(isError) ?? false;
      return [path.slice(PREFIX.length), { request, answer, mayFail, refusals: Array.isArray(told) ? told : [] }];
    }),
  );
}

const documented = (schema: Schema): Schema => stamped(schema, 'documented');

function memberOf(value: Json | undefined, name: string): Json | undefined {
  return isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}

/** The schema of the one media type that there is. */
function contentOf(part: Json): Json {
  const content = memberOf(part, 'content');
  const [only = {}] = isObject(content) ? Object.values(content) : [];
  return memberOf(only, 'schema') ?? {};
}

/** The schema with all it refers to in it, as JSON Schema of 2020-12 has it: OpenAPI 3.0 says some of it otherwise. */
function schemaOf(node: Json, nodeAt: (place: string) => Json): Schema {
  if (!isObject(node)) return {};
  if (typeof node.$ref === 'string') return schemaOf(nodeAt(node.$ref), nodeAt);
  const { nullable, exclusiveMinimum, minimum, properties, items, anyOf, additionalProperties, ...rest } = node;
  const below = (value: Json) => schemaOf(value, nodeAt);
  const schema: Record<string, unknown> = {
    ...rest,
    ...(minimum !== undefined && { [exclusiveMinimum === true ? 'exclusiveMinimum' : 'minimum']: minimum }),
    ...(isObject(properties) && {
      properties: Object.fromEntries(Object.entries(properties).map(([name, value]) => [name, below(value)])),
    }),
    // A list of items of a kind each is told of as a list of any of them.
    ...(Array.isArray(items) && { items: { anyOf: items.map(below) } }),
    ...(isObject(items) && { items: below(items) }),
    ...(Array.isArray(anyOf) && { anyOf: anyOf.map(below) }),
    ...(additionalProperties !== undefined && {
      additionalProperties: isObject(additionalProperties) ? below(additionalProperties) : additionalProperties,
    }),
  };
  return nullable === true ? orNull(schema as Schema) : (schema as Schema);
}

function orNull(schema: Schema): Schema {
  const { type, anyOf, enum: values } = schema;
  if (anyOf !== undefined) return { ...schema, anyOf: [...anyOf, { type: 'null' }] };
  return {
    ...schema,
    ...(type !== undefined && { type: [...[type].flat(), 'null'] as SchemaType[] }),
    ...(values !== undefined && { enum: [...values.filter((value) => value !== 'null'), null] }),
  };
}

function isError({ properties = {} }: Schema): boolean {
  return Object.keys(properties).join() === 'error';
}

/** All that is answered is published as one choice, the failure among them. */
function withoutError(schema: Schema): Schema {
  const { anyOf } = schema;
  const others = anyOf?.filter((one) => !isError(one)) ?? [];
  const [only] = others;
  if (anyOf === undefined || only === undefined) return schema;
  return others.length === 1 ? only : { ...schema, anyOf: others };
}

/** What a contract has from the published document; nothing where that says nothing of it. */
export function documentedPart(schema: Schema | undefined): Schema | undefined {
  if (schema === undefined || schema['x-from'] !== 'documented') return undefined;
  const added = new Set(Object.keys(schema['x-added'] ?? {}));
  const marks = new Set(['x-added', 'x-source']);
  const own = Object.fromEntries(
    Object.entries(schema).filter(([keyword]) => !added.has(keyword) && !marks.has(keyword)),
  ) as Schema;
  const { properties, items, anyOf, additionalProperties, required } = own;
  const kept = properties && documentedMembers(properties);
  return {
    ...own,
    ...(kept && { properties: kept }),
    ...(kept && required && { required: required.filter((name) => Object.hasOwn(kept, name)) }),
    ...(items && { items: documentedPart(items) ?? {} }),
    ...(anyOf && { anyOf: anyOf.flatMap((one) => documentedPart(one) ?? []) }),
    ...(typeof additionalProperties === 'object' && {
      additionalProperties: documentedPart(additionalProperties) ?? {},
    }),
  };
}

function documentedMembers(properties: Readonly<Record<string, Schema>>): Record<string, Schema> {
  return Object.fromEntries(
    Object.entries(properties).flatMap(([name, member]) => {
      const part = documentedPart(member);
      return part === undefined ? [] : [[name, part] as const];
    }),
  );
}
