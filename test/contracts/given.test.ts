/** Names in interactions, which whoever makes the calls has to know. */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Contract } from '../../src/contracts/contract.ts';
import { CONTRACTS, readContracts } from '../../src/contracts/folder.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'contracts-'));
  cpSync(join(CONTRACTS, 'v2.json'), join(folder, 'v2.json'));
  cpSync(join(CONTRACTS, 'v2/exec.json'), join(folder, 'v2/exec.json'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Reads a contract whose second interaction says so. */
function reading(changes: object) {
  const file = join(folder, 'v2/exec.json');
  const contract = JSON.parse(readFileSync(file, 'utf8')) as Contract;
  const [first, second, ...rest] = contract.facts?.interactions ?? [];
  const interactions = [first, { ...second, ...changes }, ...rest];
  writeFileSync(file, JSON.stringify({ ...contract, facts: { ...contract.facts, interactions } }));
  return readContracts(folder);
}

test('names of things that there are can be given, spent and sent', () => {
  const changes = {
    given: ['project', 'second'],
    spends: ['project'],
    send: { project_id: '{second}', of: '{self.id}' },
  };

  expect(reading(changes).endpoints['v2/exec']?.facts?.interactions[1]).toMatchObject(changes);
});

test.for([
  [{ given: ['project', 'running project'] }, 'given: there is no "running project"; there are project, second, '],
  [{ spends: ['second project'] }, 'spends: there is no "second project"; there are project, second, '],
  [{ send: { project_id: '{thing}' } }, 'send: there is no "thing"; there are project, second, '],
  [
    { after: [{ operation: 'v2/exec' }, { operation: 'v2/exec', send: { path: '{thing}' } }] },
    'after[1].send: there is no "thing"; there are project, second, ',
  ],
  [{ send: { query: [{ '{whom.account_id}': {} }] } }, 'send: there is no "whom"; there are project, second, '],
] as const)('%j is refused by the name that is none', ([changes, words]) => {
  expect(() => reading(changes)).toThrow(`v2/exec: facts.interactions[1].${words}`);
});

test('calls that come first are refused of the first interaction, which is made by itself', () => {
  const file = join(folder, 'v2/exec.json');
  const contract = JSON.parse(readFileSync(file, 'utf8')) as Contract;
  const [first, ...rest] = contract.facts?.interactions ?? [];
  const interactions = [{ ...first, after: [{ operation: 'v2/exec' }] }, ...rest];
  writeFileSync(file, JSON.stringify({ ...contract, facts: { ...contract.facts, interactions } }));

  expect(() => readContracts(folder)).toThrow('v2/exec: facts.interactions[0].after: the first call is made by itself');
});
