/** `check` and `sweep`, as their users run them. */

import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { listening } from '../adapters/servers.ts';
import { folderWith } from '../server/folder.ts';
import { run, start, startServing, withoutProgress } from './command.ts';

const KEY = 'sk_00000000000000000teacher';
const WITH_KEY = { COCALC_API_KEY: KEY };

test('a served hub is only told of without consent, read with --read-only, and changed with consent', async () => {
  const { announced } = await startServing();
  const { url } = announced;
  const { host } = new URL(url);

  const told = await run(['check', url], { COCALC_API_KEY: '' });
  expect({ code: told.code, lines: told.stdout.split('\n').at(-2) }).toEqual({
    code: 5,
    lines: `nothing was sent to ${host}: --read-only sends calls that only read, --consent ${host} the others too (exit code 5)`,
  });
  expect((await run(['check', url, '--consent', 'hub.example'], WITH_KEY)).code).toBe(2);
  expect((await run(['check', url, '--dry-run'])).code).toBe(0);

  const read = await run(['check', `${url}/`, '--read-only', '--rate', '1000'], WITH_KEY);
  expect({ code: read.code, stderr: withoutProgress(read.stderr) }).toEqual({ code: 0, stderr: '' });
  expect(read.stdout).toContain(
    `${url} serves v1, conat/hub, conat/project, v2, v1 as documented, v2 in production; calling as account`,
  );

  const { account_id } = announced.accounts.find(({ name }) => name === 'admin') ?? {};
  const asOther = await run(['check', url, '--consent', `${host},${account_id}`], WITH_KEY);
  expect(asOther).toMatchObject({ code: 2, stdout: expect.stringContaining('the consent is for account') });
  expect((await run(['check', url, '--read-only'], { COCALC_API_KEY: 'sk_wrong' })).code).toBe(3);
});

test('what is selected runs, and nothing else; nothing at all is 5', async () => {
  const ping = await run([
    'check',
    'mock',
    '--suite',
    'contracts',
    '--grep',
    'ping',
    '--exclude',
    'form',
    '--api',
    'v1',
  ]);
  expect(ping.code).toBe(0);
  expect(ping.stdout).toContain('5 cases');

  expect((await run(['check', 'mock', '--grep', 'none-of-them'])).code).toBe(5);
  const replayed = await run(['check', 'mock', '--seed', '3', '--replay', 'contracts/v1.ping.success']);
  expect(replayed).toMatchObject({ code: 0, stdout: expect.stringContaining(': 1 cases') });
});

test('expected failures that are none make the check fail', async () => {
  const entry = {
    operation: 'v1/ping',
    finding: 'contracts/v1.ping.success#shows',
    reason: 'x',
    expires: '2999-01-01',
  };
  const folder = folderWith({ 'known.json': JSON.stringify({ expected: [entry] }), 'broken.json': '{' });

  const only = ['--suite', 'contracts', '--grep', 'v1.ping'];
  const stale = await run(['check', 'mock', ...only, '--expected', join(folder, 'known.json')]);
  expect(stale).toMatchObject({ code: 1, stdout: expect.stringContaining('is stale') });
  const broken = await run(['check', 'mock', '--expected', join(folder, 'broken.json')]);
  expect(broken).toMatchObject({ code: 2, stderr: expect.stringContaining('broken.json: ') });
});

test.for([
  [['check'], "missing required argument 'target'"],
  [['check', 'hub.example', '--read-only'], 'should be mock, or the URL of a hub'],
  [['check', 'https://me:hunter2hunter2@hub.example', '--read-only'], 'should be a URL without user and password'],
  [['check', 'https://hub.example', '--read-only'], 'Give a key, in the variable COCALC_API_KEY'],
  [['check', 'https://hub.example', '--profile', 'observed'], '--profile is of the mock'],
  [['check', 'mock', `--api-key=${KEY}`], "unknown option '--api-key'"],
  [['check', 'mock', '--api', 'v3'], 'Give some of v1, conat, v2.'],
  [['check', 'mock', '--suite', 'none'], 'Give some of examples, contracts'],
  [['check', 'mock', '--report', 'pdf'], 'Give some of junit'],
  [['sweep', 'no-such-file'], 'no such file'],
  [['sweep', 'package.json'], 'package.json'],
] as const)('%j is wrong usage', async ([args, words]) => {
  const { code, stderr } = await run(args, { COCALC_API_KEY: '' });

  expect(code).toBe(2);
  expect(stderr).toContain(words);
  for (const secret of [KEY, 'hunter2hunter2']) expect(stderr).not.toContain(secret);
});

test('a hub that is not there is 3, and the key can come from a file', async () => {
  const key = join(folderWith({ key: `${KEY}\n` }), 'key');

  const { code, stdout } = await run(['check', 'http://127.0.0.1:2', '--read-only', '--api-key-file', key]);

  expect(code).toBe(3);
  expect(stdout).toContain('http://127.0.0.1:2 does not answer: unreachable: ECONNREFUSED');
  expect(stdout).not.toContain(KEY);
});

test.for([
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const)('%s ends the run in order', async ([signal, code]) => {
  let asked = () => {};
  const reached = new Promise<void>((resolve) => {
    asked = resolve;
  });
  const port = await listening(createServer(() => asked()));
  const { child, ended } = start(['check', `http://127.0.0.1:${port}`, '--read-only'], WITH_KEY);
  await reached;

  child.kill(signal);

  expect(await ended).toMatchObject({ code, stdout: expect.stringContaining(`interrupted by ${signal}`) });
});

test('a ledger is swept with consent, as often as wanted', async () => {
  const { announced } = await startServing();
  const { url, accounts } = announced;
  const { host } = new URL(url);
  const call = async (event: string, body: object) => {
    const headers = { authorization: `Bearer ${KEY}`, 'content-type': 'application/json' };
    const response = await fetch(`${url}/api/v1/${event}`, { method: 'POST', headers, body: JSON.stringify(body) });
    return response.json();
  };
  const title = 'mock-hub-abcd1234 left';
  const { project_id } = await call('create_project', { title });
  const account_id = accounts.find(({ name }) => name === 'teacher')?.account_id;
  const undo = [{ api: 'v1', name: 'query', body: { query: { projects: { project_id: '{id}', deleted: true } } } }];
  const lines = [
    { ledger: 'cocalc-mock-hub', version: 1, run: 'abcd1234', hub: url, account_id },
    { entry: 1, standing: 'asked', kind: 'project', title, as: 'self', undo },
  ];
  const file = join(folderWith({}), 'run.ledger');
  writeFileSync(file, lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
  const isDeleted = async () => {
    const { query } = await call('query', { query: { projects_all: { project_id, deleted: null } } });
    return query.projects_all.deleted === true;
  };

  expect((await run(['sweep', file])).code).toBe(4);
  expect(await isDeleted()).toBe(false);
  for (const _ of ['once', 'again']) {
    expect((await run(['sweep', file, '--consent', host], WITH_KEY)).code).toBe(0);
    expect(await isDeleted()).toBe(true);
  }
  expect((await run(['sweep', file])).code).toBe(0);
});
