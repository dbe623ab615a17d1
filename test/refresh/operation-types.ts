/** The types of requests and answers, from the schemas of the contracts. */
import { compile, type JSONSchema } from 'json-schema-to-typescript';
import type { Contract } from '../../src/contracts/contract.ts';
import { CONTRACTS, readContracts } from '../../src/contracts/folder.ts';
import { mapChildren, type Schema } from '../../src/contracts/schema.ts';

/** The text of `src/contracts/operations.ts`. */
export async function operationTypes(): Promise<string> {
  const operations = Object.values(readContracts(CONTRACTS).endpoints).map(
    (contract) => [contract.endpoint, members(contract)] as const,
  );
  return compile(objectOf(Object.fromEntries(operations)), 'Operations', {
    // What an answer may have besides is nothing to rely on, and a request has no more members than are known.
    additionalProperties: false,
    bannerComment:
      '// Written by `npm run refresh` from contracts/: what each operation takes, and what it answers if it succeeds.',
    style: { printWidth: 120, singleQuote: true },
  });
}

function members(contract: Contract): JSONSchema {
  const { request, answers } = contract;
  const kinds = Object.values(answers.success).map(typed);
  return objectOf({
    request: typed(withoutEvent(contract.endpoint.startsWith('conat/') ? (request.items ?? NOTHING) : request)),
    answer: kinds.length === 0 ? { tsType: 'never' } : { anyOf: kinds },
  });
}

/** The arguments of a function that has none. */
const NOTHING: Schema = { type: 'object', properties: {} };

/** It may be sent, and says what the name of the operation says already. */
function withoutEvent(schema: Schema): Schema {
  const { event: _, ...properties } = schema.properties ?? {};
  return schema.properties ? { ...schema, properties } : schema;
}

/** With names of types for what a schema leaves open. */
function typed(schema: Schema): JSONSchema {
  const {
    type,
    properties,
    items,
    additionalProperties,
    anyOf,
    default: _,
    // Of another revision of JSON Schema, where it is no number; types tell of no bounds.
    exclusiveMinimum: _bound,
    ...demands
  } = mapChildren(schema, typed as never);
  const rest = { ...demands, ...(properties && { properties }), ...(items && { items }), ...(anyOf && { anyOf }) };
  const isConstant = 'const' in demands || 'enum' in demands;
  if (type === undefined && anyOf === undefined && properties === undefined && !isConstant)
    return { tsType: 'unknown' };
  const types = type === undefined ? [] : [type].flat();
  const hasMembers = properties !== undefined || typeof additionalProperties === 'object';
  if (types.includes('object') && !hasMembers && !isConstant) {
    const names = types.map((name) => (name === 'array' && items ? undefined : OPEN[name]));
    if (!names.includes(undefined)) return { tsType: names.join(' | ') };
  }
  return {
    ...rest,
    ...(type !== undefined && { type }),
    ...(typeof additionalProperties === 'object' && { additionalProperties }),
  } as unknown as JSONSchema;
}

const OPEN: Readonly<Record<string, string | undefined>> = {
  object: 'Record<string, unknown>',
  array: 'unknown[]',
  string: 'string',
  number: 'number',
  integer: 'number',
  boolean: 'boolean',
  null: 'null',
};

function objectOf(properties: Readonly<Record<string, JSONSchema>>): JSONSchema {
  return { type: 'object', properties, required: Object.keys(properties), additionalProperties: false };
}
