/** Recipes: every operation has one, and each is as the contract of its operation says. */
import { expect, test } from 'vitest';
import { authorizationCases } from '../../../src/conformance/check/suites/authorization.ts';
import { contractCases } from '../../../src/conformance/check/suites/contracts.ts';
import { RECIPES, sampleCall, WITHOUT_RECIPE } from '../../../src/conformance/check/suites/recipes/index.ts';
import { checkRequest } from '../../../src/contracts/check.ts';
import { compile } from '../../../src/contracts/compile.ts';
import { CONTRACTS, readContracts } from '../../../src/contracts/folder.ts';

const contracts = readContracts(CONTRACTS);
const operations = Object.keys(contracts.endpoints).sort();

test('every operation has a recipe, or a reason why it has none', () => {
  expect([...Object.keys(RECIPES), ...Object.keys(WITHOUT_RECIPE)].sort()).toEqual(operations);
});

test.for(Object.entries(RECIPES))('%s is called as its contract says', ([operation, recipe]) => {
  const contract = contracts.endpoints[operation];
  if (contract === undefined) throw new Error(`no contract ${operation}`);
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
