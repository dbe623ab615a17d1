import { expect, test } from 'vitest';
import { cellsOf, useCells } from '../../src/contracts/cells.ts';
import { compile } from '../../src/contracts/compile.ts';
import { CONTRACTS, readContracts } from '../../src/contracts/folder.ts';
import type { Json } from '../../src/core/json.ts';
import { TELL } from './tell.ts';

const { common } = readContracts(CONTRACTS);
const [shared = { words: '', from: 'recorded' as const }] = common.conat?.rejections ?? [];
const contract = compile({ ...TELL, refusals: [...TELL.refusals, shared] }, common);

function used(args: Json | undefined, answer: Json): string[] {
  const body = { name: 'group.tell', ...(args !== undefined && { args }) };
  const cells = new Set<string>();
  useCells(contract, { body, encoding: 'json', answer }, cells);
  return [...cells];
}

test('the parameters of a function are the members of its first argument', () => {
  expect(cellsOf(contract)).toEqual([
    'encoding json',
    'encoding form',
    'request.path',
    'answer result',
    'refusal error',
    'words Error: no <path>',
    `words ${shared.words}`,
  ]);
  expect(used([{ path: 'a', colour: 'red' }], null)).toEqual(['encoding json', 'request.path', 'answer result']);
  expect(used([{ path: null }], 'text')).toEqual(['encoding json', 'answer result']);
  expect(used(undefined, {})).toEqual(['encoding json', 'answer result']);
});

test('words that a function has are its own, also where the gateway has them too', () => {
  const [, gateway] = common.conat?.rejections ?? [];

  expect(used([], { error: 'Error: no way' })).toEqual(['encoding json', 'refusal error', 'words Error: no <path>']);
  expect(used([], { error: shared.words })).toEqual(['encoding json', 'refusal error', `words ${shared.words}`]);
  expect(used([], { error: gateway?.words ?? null })).toEqual(['encoding json']);
});
