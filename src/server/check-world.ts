/** What is wrong with a world that somebody wrote: where, what was found there, and what would be right. */
import { readFileSync } from 'node:fs';
import { Ajv2020, type ErrorObject } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { packageUrl } from '../hub/programs.ts';
import type { World } from '../hub/world/shape.ts';
import { type JsonPath, pathText, shortJson } from './json-path.ts';
import { strayReferences } from './world-references.ts';

const SCHEMA = packageUrl('fixtures/worlds/world.schema.json');

/** @returns one line for each mistake, led by where it is: `accounts.teacher.api_key: …`; none for a sound world. */
export function mistakesIn(world: unknown): string[] {
  // Everything that is wrong is worth saying, so the check goes on after the first mistake.
  const ajv = new Ajv2020({ allErrors: true, verbose: true, allowUnionTypes: true });
  addFormats.default(ajv);
  if (ajv.validate(JSON.parse(readFileSync(SCHEMA, 'utf8')), world)) return strayReferences(world as World);
  return mistakesAmong(ajv.errors ?? [], world);
}

/** The errors of a check of `value` in words, one line each. @param errors of an ajv that is `verbose`. */
export function mistakesAmong(errors: readonly ErrorObject[], value: unknown): string[] {
  const said = errors.filter(isWorthSaying);
  return [...new Set(said.map((error) => `${pathText(value, pathOf(error))}: ${wordsFor(error)}`))];
}

// Not what only follows from another error: branches of a choice, or the end of a condition.
function isWorthSaying({ keyword, schemaPath }: ErrorObject): boolean {
  return keyword !== 'if' && keyword !== 'propertyNames' && !/\/oneOf\/\d/.test(schemaPath);
}

/** The place of the mistake; for a name that should not be there, the place under that name. */
function pathOf({ instancePath, params, propertyName }: ErrorObject): JsonPath {
  const names = instancePath.split('/').slice(1);
  const path = names.map((name) => name.replaceAll('~1', '/').replaceAll('~0', '~'));
  const last = propertyName ?? params.additionalProperty;
  return last === undefined ? path : [...path, last];
}

function wordsFor({ keyword, params, data, propertyName, parentSchema = {} }: ErrorObject): string {
  const known = () => Object.keys(parentSchema.properties).join(', ');
  switch (keyword) {
    case 'additionalProperties':
      return `no such member; there are ${known()}`;
    case 'required':
      return `${params.missingProperty} is missing`;
    case 'enum':
      return `found ${shortJson(data)}, expected one of ${params.allowedValues.map(String).join(', ')}`;
    default:
      return `found ${shortJson(propertyName ?? data)}, expected ${parentSchema.title ?? TYPES[params.type] ?? keyword}`;
  }
}

const TYPES: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
};
