/** Facts of operations: none is missing, and each interaction is as the contract of its operation says. */
import { expect, test } from 'vitest';
import { authorizationCases } from '../../../src/conformance/suites/authorization.ts';
import { contractCases } from '../../../src/conformance/suites/contracts.ts';
import { recipeOf, sampleCall } from '../../../src/conformance/suites/recipes.ts';
import { SHOWS } from '../../../src/conformance/suites/shows.ts';
import { checkRequest } from '../../../src/contracts/check.ts';
import { compile } from '../../../src/contracts/compile.ts';
import { CONTRACTS, readContracts } from '../../../src/contracts/folder.ts';

const contracts = readContracts(CONTRACTS);
const operations = Object.keys(contracts.endpoints).sort();

const DOES = ['reads', 'wakes', 'writes', 'lasts', 'depends'];

/** What is not said of an operation, and in which file it would stand. */
function missing(operation: string): string[] {
  const { facts } = contracts.endpoints[operation] ?? {};
  const inFile = operation.startsWith('v1/')
    ? `contracts/supplements/${operation}.json`
    : `contracts/${operation}.json`;
  const interaction = facts?.interaction;
  return [
    ...(DOES.includes(String(facts?.does)) ? [] : [`${inFile}: facts.does has to be one of ${DOES.join(', ')}`]),
    ...(['reads', 'wakes'].includes(String(facts?.does)) === (facts?.makes === undefined)
      ? []
      : [
          `${inFile}: facts.makes has to say what a success makes, or "nothing"; where it only reads, it has to be absent`,
        ]),
    ...(interaction === undefined
      ? [`${inFile}: facts.interaction has to be a call that can be tried, or say why it is impossible`]
      : []),
  ];
}

test('no fact is missing of any operation', () => {
  expect(operations.flatMap(missing)).toEqual([]);
});

test('what answers have to show is said of operations that can be called', () => {
  expect(Object.keys(SHOWS).filter((operation) => recipeOf(operation) === undefined)).toEqual([]);
});

test.for(operations)('%s is called as its contract says', (operation) => {
  const contract = contracts.endpoints[operation];
  const recipe = recipeOf(operation);
  if (contract === undefined || recipe === undefined) {
    expect(contract?.facts?.interaction).toEqual({ impossible: expect.stringMatching(/\w/) });
    return;
  }
  const { api, name, body, args = [], project_id } = sampleCall(operation, recipe);
  const sent = api === 'v1' ? (body ?? {}) : { name, args, ...(project_id !== undefined && { project_id }) };

  expect(checkRequest(compile(contract, contracts.common), sent)).toEqual([]);
});

test('no cell is without a label: each operation is tried by everybody, and each success is', () => {
  const cells = authorizationCases(contracts);
  const identities = [...new Set(cells.map(({ id }) => id.split('.').at(-1)))];
  expect(identities).toHaveLength(9);
  expect(new Set(cells.map(({ id }) => id)).size).toBe(operations.length * 9);

  const cases = contractCases(contracts);
  expect(new Set(cases.map(({ id }) => id)).size).toBe(cases.length);
  const tried = cases.filter(({ id }) => id.endsWith('.success')).map(({ operation }) => operation);
  expect(tried).toEqual(operations);
});
