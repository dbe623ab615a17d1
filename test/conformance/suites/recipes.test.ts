/** Facts of operations: none is missing, and each interaction is as the contract of its operation says. */
import { expect, test } from 'vitest';
import { authorizationCases } from '../../../src/conformance/suites/authorization.ts';
import { contractCases } from '../../../src/conformance/suites/contracts.ts';
import { hasFacts, recipeOf, sampleCall } from '../../../src/conformance/suites/recipes.ts';
import { checkRequest } from '../../../src/contracts/check.ts';
import { compile } from '../../../src/contracts/compile.ts';
import { generationOf, validCall } from '../../../src/contracts/contract.ts';
import { CONTRACTS, readContracts } from '../../../src/contracts/folder.ts';
import type { Schema } from '../../../src/contracts/schema.ts';
import { deviations } from '../../../src/core/deviations.ts';
import { isSecretName } from '../../../src/core/redaction/names.ts';

const contracts = readContracts(CONTRACTS);
const operations = Object.keys(contracts.endpoints).filter(hasFacts).sort();

const DOES = ['reads', 'wakes', 'writes', 'lasts', 'as queried', 'as its action'];

/** What is not said of an operation, and in which file it would stand. */
function missing(operation: string): string[] {
  const { facts, refusals = [] } = contracts.endpoints[operation] ?? {};
  const inFile = !operation.startsWith('conat/')
    ? `contracts/supplements/${operation}.json`
    : `contracts/${operation}.json`;
  const { interactions = [], secret, deviating = {} } = facts ?? {};
  return [
    ...(DOES.includes(String(facts?.does)) ? [] : [`${inFile}: facts.does has to be one of ${DOES.join(', ')}`]),
    ...(['reads', 'wakes'].includes(String(facts?.does)) === (facts?.makes === undefined)
      ? []
      : [
          `${inFile}: facts.makes has to say what a success makes, or "nothing"; where it only reads, it has to be absent`,
        ]),
    ...(interactions.length > 0
      ? []
      : [`${inFile}: facts.interactions has to begin with a call that can be tried, or say why it is impossible`]),
    // Some endpoints of v2 refuse nothing.
    ...(refusals.length === 0 || operation.startsWith('v2/bookmarks/') || interactions.some((one) => 'refused' in one)
      ? []
      : [`${inFile}: facts.interactions has to have a call that is refused, with the words in "refused"`]),
    ...Object.values(deviating)
      .filter((name) => !Object.hasOwn(deviations, name))
      .map((name) => `${inFile}: facts.deviating has "${name}", which is none of core/deviations.ts`),
    ...secretsOf(operation)
      .filter(([part, path]) => !secret?.[part]?.includes(path))
      .map(([part, path]) => `${inFile}: facts.secret.${part} has to have "${path}", a secret by its name`),
  ];
}

/** Paths to members that have the name of a secret, in parameters and answers. */
function secretsOf(operation: string): ['parameters' | 'answers', string][] {
  const { request = {}, answers } = contracts.endpoints[operation] ?? {};
  const inAnswers = Object.values(answers?.success ?? {}).flatMap((schema) => secretPaths(schema, []));
  return [
    // A function takes its parameters in the first one of its arguments.
    ...secretPaths(request, []).map((path): ['parameters', string] => ['parameters', path.replace(/^\*\./, '0.')]),
    ...inAnswers.map((path): ['answers', string] => ['answers', path]),
  ];
}

function secretPaths({ properties = {}, items, anyOf = [], additionalProperties }: Schema, path: string[]): string[] {
  return [
    ...Object.entries(properties).flatMap(([name, node]) => [
      ...(isSecretName(name) ? [[...path, name].join('.')] : []),
      ...secretPaths(node, [...path, name]),
    ]),
    ...(items === undefined ? [] : secretPaths(items, [...path, '*'])),
    ...anyOf.flatMap((node) => secretPaths(node, path)),
    ...(typeof additionalProperties === 'object' ? secretPaths(additionalProperties, [...path, '*']) : []),
  ];
}

test('no fact is missing of any operation', () => {
  expect(operations.flatMap(missing)).toEqual([]);
});

test('of many operations it is said what their answers have to show', () => {
  const showing = operations.filter((operation) => recipeOf(operation)?.shows !== undefined);

  expect(showing.length).toBeGreaterThan(30);
});

test.for(operations)('%s is called as its contract says', (operation) => {
  const contract = contracts.endpoints[operation];
  const recipe = recipeOf(operation);
  if (contract === undefined || recipe === undefined) {
    expect(validCall(contract?.facts)).toEqual({ impossible: expect.stringMatching(/\w/) });
    return;
  }
  const { api, name, body, args = [], project_id } = sampleCall(operation, recipe);
  const sent =
    generationOf(api) !== 'conat' ? (body ?? {}) : { name, args, ...(project_id !== undefined && { project_id }) };

  expect(checkRequest(compile(contract, contracts.common), sent)).toEqual([]);
});

test('no cell is without a label: each operation is tried by everybody, and each success is', () => {
  const cells = authorizationCases(contracts);
  const identities = [...new Set(cells.map(({ id }) => id.split('.').at(-1)))];
  expect(identities).toHaveLength(11);
  // Only v2 takes cookies.
  const withCookies = operations.filter((operation) => operation.startsWith('v2/'));
  expect(new Set(cells.map(({ id }) => id)).size).toBe(operations.length * 9 + withCookies.length * 2);

  const cases = contractCases(contracts);
  expect(new Set(cases.map(({ id }) => id)).size).toBe(cases.length);
  const tried = cases.filter(({ id }) => id.endsWith('.success')).map(({ operation }) => operation);
  expect(tried).toEqual(operations);
});
