import { expect, test } from 'vitest';
import type { Contract } from '../../src/contracts/contract.ts';
import { coverageOf, coverageRows } from '../../src/contracts/coverage.ts';
import { CONTRACTS, readContracts } from '../../src/contracts/folder.ts';

const contract: Contract = {
  endpoint: 'v1/move',
  jsonSchemaDialect: '',
  source: { description: '', gitrev: '' },
  request: {
    'x-from': 'documented',
    properties: {
      path: { 'x-from': 'documented', anyOf: [{ 'x-from': 'documented' }, { 'x-from': 'example' }] },
      way: { 'x-from': 'supplement' },
    },
  },
  encodings: { json: 'documented', form: 'documented' },
  answers: { success: { moved: { 'x-from': 'example' } }, refusal: { error: { 'x-from': 'supplement' } } },
  refusals: [{ words: 'no', from: 'example' }],
  examples: [],
};

test('each kind of thing is counted by where it is known from', () => {
  const count = (documented: number, example: number, supplement: number) => ({
    documented,
    example,
    supplement,
    recorded: 0,
  });

  expect(coverageOf({ common: {}, endpoints: { 'v1/move': contract } })).toEqual([
    {
      endpoint: 'v1/move',
      parameters: count(1, 0, 1),
      alternatives: count(1, 1, 0),
      successes: count(0, 1, 0),
      refusals: count(0, 0, 1),
      words: count(0, 1, 0),
      nodes: count(3, 2, 2),
      examples: 0,
    },
  ]);
});

test('the last row adds up the others', () => {
  const operations = coverageOf(readContracts(CONTRACTS));
  const rows = coverageRows(operations);
  const total = operations.reduce((sum, { parameters }) => sum + parameters.documented, 0);

  expect(rows).toHaveLength(operations.length + 2);
  expect(rows.at(-1)?.[1]).toMatch(new RegExp(`^${total}/`));
});
