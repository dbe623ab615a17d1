/** `record` and `replay`. */
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createHub } from '../../src/hub/create.ts';
import { archiveOf, KEY, PROGRAMS, talksWith } from '../conformance/recordings/archives.ts';
import { run, start, startServing } from './command.ts';

const SECRETS = ['first-password-1', 'second-password-2', 'third-password-3'];

test('what passes a recorder is written down without secrets, and replays', async () => {
  const { announced } = await startServing(['--world', 'classroom']);
  const keyOf = (wanted: string) => announced.accounts.find(({ name }) => name === wanted)?.api_key as string;
  const [key, admin] = [keyOf('teacher'), keyOf('admin')];
  const file = join(mkdtempSync(join(tmpdir(), 'recording-')), 'session.har');
  const recorder = start(['record', '--target', announced.url, '--out', file]);
  const [, url = ''] = /at (http:\S+), into/.exec(await recorder.output('into')) ?? [];
  const send = async (path: string, body: object, authorization = `Basic ${btoa(`${key}:`)}`) => {
    const headers = { authorization, 'content-type': 'application/json' };
    const response = await fetch(url + path, { method: 'POST', headers, body: JSON.stringify(body) });
    return (await response.json()) as Record<string, string>;
  };
  const ask = async (name: string, argument: object, by: string): Promise<unknown> =>
    send('/api/conat/hub', { name, args: [argument] }, `Bearer ${by}`);

  const email_address = 'new@example.com';
  const [password, new_password, another] = SECRETS as [string, string, string];
  const person = { first_name: 'New', last_name: 'Person', email_address, password, agreed_to_terms: true };
  const { account_id } = await send('/api/v1/create_account', person);
  const change = { account_id, old_password: password, new_password };
  expect(Object.keys(await send('/api/v1/change_password', change))).toEqual(['event', 'id']);
  const { api_key } = await send('/api/v1/create_account', {
    ...person,
    email_address: 'b@example.com',
    get_api_key: true,
  });
  const { auth_token } = await send('/api/v1/user_auth', { account_id, password: new_password });
  const [made] = (await ask('system.manageApiKeys', { action: 'create', name: 'laptop' }, key)) as { secret: string }[];
  await ask('system.test', {}, made?.secret as string);
  await ask('org.create', { name: 'school' }, admin);
  const pupil = { name: 'school', email: 'pupil@example.com', password: another };
  await ask('org.createUser', pupil, admin);
  const { token, url: link } = (await ask('org.createToken', { user: pupil.email }, admin)) as Record<string, string>;
  const user = { user_account_id: account_id };
  const granted = (await ask('system.generateUserAuthToken', user, admin)) as string;
  recorder.child.kill('SIGTERM');
  expect((await recorder.ended).code).toBe(0);

  const text = readFileSync(file, 'utf8');
  const told = [key, admin, ...SECRETS, btoa(`${key}:`), api_key, auth_token, made?.secret, token, link, granted];
  expect(told).toEqual(told.map(() => expect.stringMatching(/.{10}/)));
  expect(told.filter((secret) => text.includes(secret as string))).toEqual([]);
  expect(JSON.parse(text).log.entries).toHaveLength(10);

  const setting = readFileSync(file.replace('.har', '.setting.json'), 'utf8');
  expect(JSON.parse(setting)).toEqual({
    ...{ world: 'classroom', profiles: { classroom: 'documented' } },
    accounts: { KEY_1: 'teacher', KEY_4: 'admin' },
  });

  const replayed = await run(['replay', file]);
  expect(replayed).toMatchObject({
    code: 0,
    stdout:
      'session.har: 10 exchanges, 10 same, 0 excused, 0 differ\nall: 10 exchanges, 10 same, 0 excused, 0 differ\n',
  });
});

test('what a recording lacks is counted apart from what differs, and both are a failure', async () => {
  const entry = (at: number, key: string, answer: object) => ({
    ...{ startedDateTime: `2026-01-01T12:00:0${at}Z`, time: 1, request: requestWith(key) },
    response: { status: 200, headers: [], content: { text: JSON.stringify(answer) } },
  });
  const requestWith = (key: string) => ({
    ...{ method: 'POST', url: 'https://hub.example/api/v1/ping' },
    headers: [{ name: 'Authorization', value: `Bearer ${key}` }],
  });
  const entries = [entry(1, '{{KEY_1}}', { event: 'pong' }), entry(2, '{{TOKEN_9}}', {}), entry(3, 'none', {})];
  const file = join(mkdtempSync(join(tmpdir(), 'recording-')), 'session.har');
  writeFileSync(file, JSON.stringify({ log: { entries } }));
  writeFileSync(file.replace('.har', '.setting.json'), '{"accounts":{"KEY_1":"student2"}}');

  const { code, stdout, stderr } = await run(['replay', file]);

  expect(code).toBe(1);
  expect(stderr).toBe('');
  expect(stdout).toContain(
    'not sent: nothing is known that {{TOKEN_9}} stands for; the variable COCALC_TOKEN_9 can tell',
  );
  expect(stdout).toContain('\nsession.har: 3 exchanges, 0 same, 0 excused, 2 differ, 1 not sent\n');
});

test('an archive of nothing but other things says what they are', async () => {
  const file = join(mkdtempSync(join(tmpdir(), 'recording-')), 'page.har');
  const request = { method: 'GET', url: 'https://hub.example/index.html', headers: [] };
  const entry = { startedDateTime: '2026-01-01T12:00:00Z', time: -1, request };
  const entries = [
    { ...entry, response: { status: 200, headers: [], content: {} } },
    { ...entry, response: { status: 0, headers: [], content: {} } },
  ];
  writeFileSync(file, JSON.stringify({ log: { entries } }));

  const { code, stderr } = await run(['replay', file]);

  expect(code).toBe(2);
  expect(stderr).toContain('nothing to send: all 2 entries are left out (of no path of the API, never answered)');
});

test('an archive of a browser is sent to another hub with the key that is given, and with no cookie of the archive', async () => {
  const { announced } = await startServing(['--world', 'classroom']);
  const talks = await talksWith(createHub());
  const file = join(mkdtempSync(join(tmpdir(), 'recording-')), 'page.har');
  writeFileSync(file, archiveOf(talks, PROGRAMS.Chrome));

  const without = await run(['replay', file, '--against', announced.url]);
  expect(without.stdout).toContain('page.har: 4 exchanges, 0 same, 0 excused, 0 differ, 4 not sent\n');
  const { code, stdout } = await run(['replay', file, '--against', announced.url], { COCALC_KEY_1: KEY });

  expect({ code, stdout }).toEqual({
    code: 0,
    stdout: expect.stringContaining('page.har: 4 exchanges, 4 same, 0 excused, 0 differ\n'),
  });
});

test('a hub that is not there is told to client and user', async () => {
  const file = join(mkdtempSync(join(tmpdir(), 'recording-')), 'session.har');
  const recorder = start(['record', '--target', 'http://127.0.0.1:9', '--out', file]);
  const [, url = ''] = /at (http:\S+), into/.exec(await recorder.output('into')) ?? [];

  expect((await fetch(`${url}/api/v1/ping`, { method: 'POST' })).status).toBe(502);
  recorder.child.kill('SIGINT');
  expect(await recorder.ended).toMatchObject({ code: 0, stderr: expect.stringContaining('does not answer') });
});

test('a recording with nothing to send, or that is none, cannot be replayed', async () => {
  const file = join(mkdtempSync(join(tmpdir(), 'recording-')), 'empty.har');
  writeFileSync(file, '{"log":{"entries":[]}}');

  expect(await run(['replay', file])).toMatchObject({ code: 2, stderr: expect.stringContaining('nothing to send') });
  expect(await run(['replay', `${file}.not`])).toMatchObject({ code: 2, stderr: expect.stringContaining('ENOENT') });
});
