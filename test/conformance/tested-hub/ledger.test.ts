/** What a sweep makes of ledgers that were tampered with, or are broken: it undoes what carries the mark of the run. */

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { sweepRun } from '../../../src/conformance/tested-hub/sweep.ts';
import { checkHub } from '../../../src/conformance/verdict/check.ts';
import type { Json, JsonObject } from '../../../src/core/json.ts';
import { Redactor } from '../../../src/core/redact.ts';
import { id, OTHER, OWNER, testHub } from '../../hub.ts';
import { BUDGET, folder, makingCases, options, spying } from '../setting.ts';

const RUN = 'abcd1234';
const HEAD = { ledger: 'cocalc-mock-hub', version: 1, run: RUN, hub: 'http://hub.test', account_id: OWNER };
const PROJECT = id('project', 1);

const ledgerOf = (...lines: readonly (Json | string)[]): string => {
  const file = join(folder(), 'ledger');
  writeFileSync(file, lines.map((line) => `${typeof line === 'string' ? line : JSON.stringify(line)}\n`).join(''));
  return file;
};

const entry = (changes: JsonObject = {}): JsonObject => ({
  ...{ entry: 1, standing: 'made', kind: 'project', title: `mock-hub-${RUN} one`, as: 'self' },
  ...changes,
});

/** A hub with a project of a person, one of the run, and keys of both. */
async function hubWithRun() {
  const { hub, as } = testHub();
  const made = (await as('owner')('create_project', { title: `mock-hub-${RUN} one` })) as JsonObject;
  const make = (name: string) =>
    hub.call('conat/hub', { name: 'system.manageApiKeys', args: [{ action: 'create', name }] }, { key: 'sk_owner' });
  await make('mine');
  return { hub, project_id: String(made.project_id), titles: () => titlesIn(hub), keys: () => namesIn(hub) };
}

type TestHub = ReturnType<typeof testHub>['hub'];

const titlesIn = ({ state }: TestHub) =>
  [...state.projects.values()].filter(({ deleted }) => !deleted).map(({ title }) => title);

const namesIn = ({ state }: TestHub) => [...state.apiKeys.values()].map(({ name }) => name);

async function sweeping(file: string, hub: TestHub, consent = 'http://hub.test') {
  const { fetch, sent } = spying(hub);
  const printed: string[] = [];
  const code = await sweepRun({
    ...{ file, keys: { self: 'sk_owner', other: 'sk_other' }, consent: { hub: consent }, budget: BUDGET, fetch },
    ...{ secrets: new Redactor(), print: (text: string) => printed.push(text) },
  });
  return { code, sent, printed: printed.join('') };
}

const DESTROYING = [
  { api: 'v1', name: 'project_exec', body: { project_id: PROJECT, command: 'rm -rf data', bash: true } },
  { api: 'conat/hub', name: 'projects.deleteProject', args: [{ project_id: PROJECT }] },
];

test('calls in a ledger are not sent', async () => {
  const { hub, project_id, titles } = await hubWithRun();
  const file = ledgerOf(HEAD, entry({ id: project_id, undo: DESTROYING }));

  const { code, sent } = await sweeping(file, hub);

  expect(code).toBe(0);
  expect(sent.join('\n')).not.toMatch(/rm -rf|project_exec/);
  expect(sent.join('\n')).not.toContain(PROJECT);
  expect(titles()).toEqual(['Project']);
});

test.for([
  ['a project of the account', entry({ id: PROJECT })],
  ['a project of the account, as one to be found', entry({ standing: 'asked', title: 'Project' })],
  ['a key of the account', entry({ kind: 'key', title: 'mine', id: '1' })],
  ['a key of the account, as one to be found', entry({ kind: 'key', standing: 'asked', title: 'mine' })],
  ['an account', entry({ kind: 'account', title: `mock-hub-${RUN}-1 Made`, id: OTHER })],
  ['the own account', entry({ kind: 'account', title: `mock-hub-${RUN}-1 Made`, id: OWNER })],
  [
    'somebody in a project of the account',
    entry({ kind: 'collaborator', title: JSON.stringify([{ project_id: PROJECT, account_id: OTHER }]) }),
  ],
  ['a copy', entry({ kind: 'copy', title: 'notes', project_id: PROJECT, id: id('other', 9) })],
] as const)('what does not carry the mark is left alone: %s', async ([, line]) => {
  const { hub, titles, keys } = await hubWithRun();
  const before = { accounts: hub.state.accounts, users: hub.state.projects.get(PROJECT)?.users };

  const { sent } = await sweeping(ledgerOf(HEAD, line), hub);

  expect(titles()).toContain('Project');
  expect(keys()).toEqual(['mine']);
  expect(hub.state.projects.get(PROJECT)?.users).toEqual(before.users);
  for (const account_id of [OWNER, OTHER]) expect(hub.state.accounts.get(account_id)?.deleted).toBe(null);
  expect(sent.join('\n')).not.toMatch(/delete_account|remove_?[cC]ollaborator|copy_path_delete|"action":"delete"/);
});

test.for([
  ['no JSON', 'nonsense'],
  ['a list', []],
  ['a head of something else', { ledger: 'other' }],
  ['another version', { ...HEAD, version: 2 }],
  ['a version that is no number', { ...HEAD, version: { toString: 1 } }],
  ['no run', { ...HEAD, run: '' }],
  ['half an id of a run', { ...HEAD, run: 'abcd' }],
  ['a run that is no text', { ...HEAD, run: { toString: 1 } }],
  ['no URL', { ...HEAD, hub: 'hub.test' }],
  ['a URL with a password', { ...HEAD, hub: 'http://me:hunter2@hub.test' }],
  ['a URL of something else', { ...HEAD, hub: 'file:///etc/passwd' }],
  ['no account', { ...HEAD, account_id: 'me' }],
] as const)('a ledger whose first line is %s is none', async ([, head]) => {
  const { hub } = await hubWithRun();

  await expect(sweeping(ledgerOf(head as Json, entry()), hub)).rejects.toThrow(/ledger: (is no ledger|has )/);
});

test.for([
  ['no JSON', '{"entry":1,"standing":'],
  ['text', 'nonsense'],
  ['a list', []],
  ['no entry', { ...entry(), entry: 'x' }],
  ['an entry before the first', { ...entry(), entry: 0 }],
  ['of no kind', entry({ kind: 'hub' })],
  ['of a kind that every object has', entry({ kind: '__proto__' })],
  ['of no standing', entry({ standing: 'done' })],
  ['without a title', { ...entry(), title: null }],
  ['with a title that is no text', entry({ title: { toString: 1 } })],
  ['with an id that is none', entry({ id: `${PROJECT}' OR true` })],
  ['of people who are none', entry({ kind: 'collaborator', title: '[{"project_id":1}]' })],
  ['very deep', `{"entry":1,"title":${'['.repeat(200_000)}${']'.repeat(200_000)}}`],
] as const)('a line that is %s is told in one line, and the others are undone', async ([, line]) => {
  const { hub, project_id, titles } = await hubWithRun();
  const file = ledgerOf(HEAD, line as Json, entry({ entry: 2_000_000_000, id: project_id }));

  const { code, printed } = await sweeping(file, hub);

  expect(code).toBe(4);
  expect(printed.split('\n').filter((one) => one.startsWith('✗'))).toHaveLength(1);
  expect(printed).toContain(`✗ passed over: ${file}, line 2: `);
  expect(printed).toContain('1 of 1 entries are undone');
  expect(titles()).toEqual(['Project']);
});

test.for(['https://hub.test', 'hub.test', 'http://hub.test:8080', 'http://hub.test/base', 'http://other.test'])(
  'consent for %s is none for http://hub.test',
  async (consent) => {
    const { hub, project_id } = await hubWithRun();

    const { code, sent, printed } = await sweeping(ledgerOf(HEAD, entry({ id: project_id })), hub, consent);

    expect({ code, sent }).toEqual({ code: 2, sent: [] });
    expect(printed).toContain('nothing was sent; --consent http://hub.test undoes them');
  },
);

test('the mark of another run is not that of this one', async () => {
  const { hub, as } = testHub();
  for (const title of [
    'mock-hub-abcd12345 one',
    'mock-hub-0000abcd two',
    'about mock-hub-abcd1234',
    'mock-hub-abcd1234 own',
  ]) {
    await as('owner')('create_project', { title });
  }

  expect((await sweeping(ledgerOf(HEAD, entry({ standing: 'asked' })), hub)).code).toBe(0);

  expect(titlesIn(hub)).toEqual([
    'Project',
    'mock-hub-abcd12345 one',
    'mock-hub-0000abcd two',
    'about mock-hub-abcd1234',
  ]);
});

test('a ledger holds kinds, titles and ids, and nothing to call', async () => {
  const set = options({ cases: makingCases(), fetch: spying(testHub().hub).fetch });

  await checkHub(set);

  const [, ...lines] = readFileSync(set.ledgerFile, 'utf8').trim().split('\n');
  const members = new Set(lines.flatMap((line) => Object.keys(JSON.parse(line) as JsonObject)));
  expect([...members].sort()).toEqual(['as', 'entry', 'id', 'kind', 'project_id', 'seen', 'standing', 'title']);
});
