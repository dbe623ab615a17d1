/** A journal in a file: without secrets, and to be played again. */
import { gunzipSync, gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { openTrace } from '../../src/index.ts';
import { OTHER, OWNER, PROJECT, testHub } from '../hub.ts';

/** What somebody does who has a password, keys of three kinds, and writes one into a file. */
async function story() {
  const { hub, clock, as } = testHub({
    project: { files: { 'keys.txt': 'mine is sk_owner\n', 'bytes.bin': { base64: '//79' } } },
  });
  await as('owner')('ping');
  const made = await hub.call(
    'conat/hub',
    { name: 'system.manageApiKeys', args: [{ action: 'create', name: 'n' }] },
    { key: 'sk_owner' },
  );
  const secret = (made.body as unknown as [{ secret: string }])[0].secret;
  clock.advance({ minutes: 3 });
  await hub.call('conat/hub', { name: 'projects.createProject', args: [{ title: 'by the new key' }] }, { key: secret });
  await hub.call('conat/hub', { name: 'system.ping', args: [] }, { key: 'sk_other' });
  await as('owner')('write_text_file_to_project', { project_id: PROJECT, path: 'b.txt', content: `key=${secret}` });
  await as('owner')('read_text_file_from_project', { project_id: PROJECT, path: 'keys.txt' });
  await as('owner')('forgot_password', { email_address: 'owner@example.com' });
  const code = /token=([\w-]+)/.exec(hub.outbox.at(-1)?.body ?? '')?.[1] ?? '';
  await as('owner')('reset_forgot_password', { reset_code: code, new_password: 'wonderland-2' });
  await as('owner')('change_password', {
    account_id: OWNER,
    old_password: 'wonderland-2',
    new_password: 'wonderland-3',
  });
  await as('other')('change_password', {
    account_id: OTHER,
    old_password: 'other-password',
    new_password: 'wonderland-4',
  });
  return { hub, secrets: ['sk_owner', 'sk_other', 'owner-password', 'other-password', 'wonderland', secret, code] };
}

test('a trace holds no secret, in calls, answers, the state or files', async () => {
  const { hub, secrets } = await story();

  const text = gunzipSync(await hub.dump()).toString();
  const decoded = text.replace(/"([A-Za-z0-9+/]{8,}={0,2})"/g, (_whole, base64: string) =>
    Buffer.from(base64, 'base64').toString('latin1'),
  );

  expect(secrets.every((secret) => secret.length > 5)).toBe(true);
  for (const secret of secrets) expect(text).not.toContain(secret);
  for (const secret of secrets) expect(decoded).not.toContain(secret);
  expect(text.trim().split('\n')).toHaveLength(1 + hub.journal.last);
});

test('a trace that is played again comes out as it did, in another process too, and goes on from any call', async () => {
  const { hub } = await story();
  const kinds = hub.journal.entries().map(({ kind }) => kind);

  const file = await hub.dump();
  const { replayed, hub: again, entries } = await openTrace(file, { at: hub.journal.last });

  expect(kinds).not.toContain('rejection');
  expect(kinds.filter((kind) => kind === 'success').length).toBeGreaterThan(7);
  expect(
    replayed.filter(({ same }) => !same).map(({ entry, answer }) => [entry.operation, entry.answer, answer]),
  ).toEqual([]);
  expect(again.journal.entries().map(({ kind }) => kind)).toEqual(kinds);
  expect(entries.map(({ seq }) => seq)).toEqual(hub.journal.entries().map(({ seq }) => seq));
  expect([...again.state.projects.keys()]).toEqual([...hub.state.projects.keys()]);
  expect(again.clock.now()).toBe(hub.clock.now());
  const third = await openTrace(file, { at: 3 });
  expect(third.hub.journal.last).toBe(3);
  expect(third.hub.projects.all().map(({ title }) => title)).toEqual(['Project', 'by the new key']);
});

test('a trace begins with the first call that is kept, or after the last time that the hub was put to another state', async () => {
  const few = testHub({ journal: { calls: 2 } });
  for (const title of ['a', 'b', 'c']) await few.as('owner')('create_project', { title });
  const back = testHub();
  for (const title of ['a', 'b', 'c']) await back.as('owner')('create_project', { title });
  back.hub.goTo(1);
  await back.as('owner')('create_project', { title: 'd' });

  const [one, other] = [
    await openTrace(await few.hub.dump(), { at: 3 }),
    await openTrace(await back.hub.dump(), { at: 4 }),
  ];

  expect(one.left).toBe(1);
  expect(one.replayed.map(({ same }) => same)).toEqual([true, true]);
  expect(other.hub.projects.all().map(({ title }) => title)).toEqual(['Project', 'a', 'd']);
  await expect(openTrace(await few.hub.dump(), { at: 1 })).rejects.toThrow('the trace has no call 1; it has 2 to 3');
});

test.for([
  ['nothing', '', 'line 1 should be the head of a trace, of the format "cocalc-mock-hub trace 1"'],
  ['a recording', '{"log":{}}\n', 'line 1 should be the head of a trace'],
  ['no JSON', 'hello\n', 'line 1 should be an object in JSON, but is "hello"'],
])('what is no trace is refused, by the line: %s', async ([, text, words]) => {
  await expect(openTrace(new Uint8Array(gzipSync(text as string)))).rejects.toThrow(words as string);
  await expect(openTrace(new TextEncoder().encode(text as string))).rejects.toThrow(words as string);
});

test('a trace whose line is cut is refused by its number', async () => {
  const { hub } = await story();
  const lines = gunzipSync(await hub.dump())
    .toString()
    .split('\n');

  const cut = [...lines.slice(0, 3), lines[3]?.slice(0, 40)].join('\n');

  await expect(openTrace(new TextEncoder().encode(cut))).rejects.toThrow('line 4 should be an object in JSON');
});

test('a trace holds no cookie, and who has signed in within it is signed in when it is played again', async () => {
  const { hub } = testHub();
  const credentials = { email: 'other@example.com', password: 'other-password' };
  const signedIn = await hub.call('v2/auth/sign-in', credentials);
  const reply = 'reply' in signedIn ? signedIn.reply : undefined;
  const session = reply?.cookies?.find(({ name }) => name === 'remember_me')?.value as string;
  await hub.call('v2/accounts/profile', {}, { session });

  const file = await hub.dump();
  const { replayed } = await openTrace(file, { at: hub.journal.last });

  expect(gunzipSync(file).toString()).not.toContain(session);
  expect(replayed.map(({ same }) => same)).toEqual([true, true]);
});
