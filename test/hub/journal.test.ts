/** What a hub keeps of its calls. */
import { expect, test } from 'vitest';
import { createHub, virtualClock } from '../../src/index.ts';
import { OTHER, OWNER, PROJECT, testHub, untyped } from '../hub.ts';
import { turns } from '../turns.ts';

/** An id that is like no other one. */
const FAR = 'f1e2d3c4-9876-4fed-9cba-123456789abc';

test('every call is in the journal: who, what, when, how it ended and what it changed', async () => {
  const { hub, clock, as, hubAs } = testHub();

  await as('owner')('create_project', { title: 'New' });
  clock.advance(1000);
  await hubAs('other')('projects.start', { project_id: PROJECT });

  const [first, second] = hub.journal.entries();
  expect(first).toMatchObject({
    seq: 1,
    time: clock.now() - 1000,
    answered: clock.now() - 1000,
    operation: 'v1/create_project',
    account: 'owner',
    account_id: OWNER,
    parameters: { title: 'New' },
    kind: 'success',
    answer: { event: 'project_created' },
    refusal: null,
    injected: null,
  });
  expect(first?.changed.map(([table]) => table)).toContain('projects');
  expect(second).toMatchObject({ seq: 2, time: clock.now(), operation: 'conat/hub/projects.start', account: 'other' });
  expect(hub.journal.last).toBe(2);
});

test('no secret is in an entry, wherever it was sent or answered', async () => {
  const { hub, as } = testHub({ accounts: { short: { api_key: 'k1', email_address: 's@example.com' } } });

  await as('owner')('write_text_file_to_project', { project_id: PROJECT, path: 'a', content: 'my key: sk_other' });
  await as('owner')('read_text_file_from_project', { project_id: PROJECT, path: 'a' });
  const { body } = await hub.call(
    'v1/create_account',
    {
      first_name: 'A',
      last_name: 'B',
      email_address: 'a@b.c',
      password: 'wonderland-1',
      agreed_to_terms: true,
    },
    { key: 'sk_admin' },
  );
  await hub.call('v1/ping', {}, { key: 'k1' });
  await hub.call('conat/hub/system.manageApiKeys' as never, [{ action: 'create', name: 'n' }], { key: 'sk_owner' });

  const shown = JSON.stringify(hub.journal.entries());
  const made = [...hub.state.apiKeys.values()].map(({ secret }) => secret);
  expect(body).toMatchObject({ event: 'account_created' });
  for (const secret of ['sk_owner', 'sk_other', 'sk_admin', 'wonderland-1', '"k1"', ...made])
    expect(shown).not.toContain(secret);
  expect(hub.journal.entry(1).call.credential).toEqual(hub.journal.entry(2).call.credential);
  expect(hub.journal.entry(4).call.credential).not.toEqual(hub.journal.entry(1).call.credential);
});

test('who calls v2 is told by the cookie or else the key, and no cookie is in an entry', async () => {
  const { hub } = testHub();
  const credentials = { email: 'other@example.com', password: 'other-password' };
  const signedIn = await hub.call('v2/auth/sign-in', credentials);
  const reply = 'reply' in signedIn ? signedIn.reply : undefined;
  const session = reply?.cookies?.find(({ name }) => name === 'remember_me')?.value as string;
  const made = (await hub.call('v2/api-keys', { action: 'create', name: 'n' }, { session })).body;
  const { secret } = (made as unknown as { response: [{ secret: string }] }).response[0];

  await hub.call('v2/accounts/profile', {}, { session, key: 'sk_owner' });
  await hub.call('v2/accounts/profile', {}, { session: 'none', key: 'sk_owner' });
  await hub.call('v2/accounts/profile', {}, { key: secret });
  await hub.call('v2/accounts/profile', {});

  const entries = hub.journal.entries();
  expect(entries.map(({ account }) => account)).toEqual([null, 'other', 'other', null, 'other', null]);
  expect(entries.map(({ call }) => call.session)).toEqual([
    ...[undefined, '{{COOKIE_1}}', '{{COOKIE_1}}', '{{COOKIE_2}}', undefined, undefined],
  ]);
  expect([entries[0]?.session, entries[1]?.session]).toEqual(['{{COOKIE_1}}', null]);
  expect([entries[0]?.call.credential, entries[5]?.call.credential]).toEqual(['absent', 'absent']);
  expect(JSON.stringify(entries)).not.toContain(session);
});

test('a refusal tells of a role that is too little, and of who gave it', async () => {
  const { hub, hubAs } = testHub({ project: { users: { owner: 'owner', other: 'viewer' } } });

  await hubAs('other')('projects.start', { project_id: PROJECT });

  const { refusal } = hub.journal.entry(1);
  expect(refusal?.because).toEqual(['other is a viewer of it (the project "Project")']);
  expect(hub.explain(1)).toContain('- other is a viewer of it');
});

test('a refusal tells since which call somebody is no more in a project', async () => {
  const { hub, as } = testHub({ project: { users: { owner: 'owner', other: 'collaborator' } } });
  await as('owner')('remove_collaborator', { project_id: PROJECT, account_id: OTHER });
  await as('owner')('ping');

  await as('other')('read_text_file_from_project', { project_id: PROJECT, path: 'a' });

  expect(hub.journal.entry(3).refusal?.because).toEqual([
    'other is not in the project "Project", since call 1 by owner (v1/remove_collaborator, 2 calls ago)',
  ]);
});

test('a refusal tells of a file that is gone, of who removed it, and of one that is called alike', async () => {
  const { hub, as, projectAs } = testHub({ project: { files: { 'notes/report.md': 'x', 'b.txt': 'b' } } });
  await projectAs('owner')('system.deleteFiles', { paths: ['b.txt'] });
  await as('owner')('read_text_file_from_project', { project_id: PROJECT, path: 'notes/reprot.md' });

  const [, wrong] = hub.journal.entries();
  expect(wrong?.refusal?.because).toEqual([
    'there is no "notes/reprot.md" in the project "Project"; the nearest is "notes/report.md"',
  ]);
});

test('a refusal tells of the nearest operation and project, and of keys that there are no more', async () => {
  const { hub, as } = testHub();
  const near = PROJECT.replace(/1$/, '2');

  await as('owner')('create_projct');
  await as('owner')('read_text_file_from_project', { project_id: near, path: 'a' });
  await as('owner')('read_text_file_from_project', { project_id: FAR, path: 'a' });
  await hub.call('v1/ping', {}, { key: 'sk_nobody' });
  await hub.call(untyped('v1/ping'));

  const because = hub.journal.entries().map(({ refusal }) => refusal?.because.join());
  expect(because).toEqual([
    'no operation is called "v1/create_projct"; the nearest is "v1/create_project"',
    `no project has the id ${near}; the nearest is ${PROJECT} ("Project")`,
    `no project has the id ${FAR}`,
    'nobody has, or had, the key that it shows',
    'the call shows no key',
  ]);
});

test('a call in process that leads nowhere is refused with the nearest path, and changes nothing', async () => {
  const { hub } = testHub();
  const { state } = hub;

  const answers = [];
  for (const name of ['v2/project/start', 'conat/hubs', 'v3/ping', 'nothing-like-it-at-all']) {
    answers.push(await hub.call(name as string, {}, { key: 'sk_owner' }));
  }

  const words = [
    'no operation is at "/api/v2/project/start"; the nearest is at "/api/v2/projects/start"',
    'no operation is at "/api/conat/hubs"; the nearest is at "/api/conat/hub"',
    'no operation is at "/api/v3/ping"; the nearest is at "/api/v1/ping"',
    'no operation is at "/api/nothing-like-it-at-all"',
  ];
  expect(answers).toEqual(
    words.map((text) => ({ kind: 'rejection', code: 'no_such_path', body: { error: `Error: ${text}` } })),
  );
  expect(hub.journal.entries().map(({ refusal }) => refusal?.because)).toEqual(words.map((text) => [text]));
  expect(hub.state).toBe(state);
});

test('what is explained has one line for each thing, and nothing that moves the cursor of a terminal', async () => {
  const { hub, as } = testHub();
  await as('owner')('ping\u001b[2J\nfake');

  expect(hub.explain(1)).toContain('owner called v1/ping\\u001b[2J\\u000afake');
  expect(hub.explain(1)).not.toContain('\u001b');
});

test('entries are found by operation, account, project, kind and number', async () => {
  const { hub, as } = testHub();
  await as('owner')('ping');
  await as('other')('ping');
  await as('other')('read_text_file_from_project', { project_id: PROJECT, path: 'a' });

  const seqs = (filter: Parameters<typeof hub.journal.entries>[0]) => hub.journal.entries(filter).map(({ seq }) => seq);
  expect(seqs({ operation: 'v1/ping' })).toEqual([1, 2]);
  expect(seqs({ account: 'other' })).toEqual([2, 3]);
  expect(seqs({ account: OTHER, operation: 'v1/ping' })).toEqual([2]);
  expect(seqs({ project: 'project' })).toEqual([3]);
  expect(seqs({ kind: 'success' })).toEqual([1, 2]);
  expect(seqs({ after: 1, before: 3 })).toEqual([2]);
  expect(seqs({ last: 1 })).toEqual([3]);
  expect(() => seqs({ account: 'ownr' })).toThrow('unknown account "ownr"; did you mean "owner"?');
  expect(() => seqs({ project: 'porject' })).toThrow('did you mean "project"?');
  expect(() => seqs({ operation: 'v1/pnig' })).toThrow('no operation is called "v1/pnig"; the nearest is "v1/ping"');
  expect(() => seqs({ oparation: 'v1/ping' } as never)).toThrow('did you mean operation?');
});

test('what is not kept is refused by number, and the journal is bounded by calls and by bytes', async () => {
  const few = testHub({ journal: { calls: 3 } });
  for (let call = 0; call < 5; call += 1) await few.as('owner')('ping');
  const small = testHub({ journal: { bytes: 300_000 } });
  const content = 'x'.repeat(100_000);
  for (let call = 0; call < 9; call += 1) {
    await small.as('owner')('write_text_file_to_project', { project_id: PROJECT, path: 'a', content });
  }
  const none = testHub({ journal: { calls: 0 } });
  await none.as('owner')('ping');

  expect(few.hub.journal.entries().map(({ seq }) => seq)).toEqual([3, 4, 5]);
  expect(() => few.hub.journal.entry(2)).toThrow(
    'the journal has no call 2; it keeps 3 to 5; createHub({ journal: { calls, bytes } }) keeps more',
  );
  expect(() => few.hub.journal.entry(9)).toThrow('the journal has no call 9; it keeps 3 to 5');
  expect(small.hub.journal.entries().map(({ seq }) => seq)).toEqual([9]);
  expect(none.hub.journal.entries()).toEqual([]);
  expect(none.hub.journal.last).toBe(1);
  expect(() => testHub({ journal: { cals: 1 } as never })).toThrow(
    'options.journal.cals is not known; did you mean calls?',
  );
});

test('contents that commands write count as bytes of the journal', async () => {
  const { hub, as } = testHub({ journal: { bytes: 500_000 }, project: { files: { 'a.txt': 'a'.repeat(200_000) } } });

  for (let call = 0; call < 6; call += 1) {
    await as('owner')('project_exec', { project_id: PROJECT, command: `sed -i s/a/${call}/ a.txt`, bash: true });
  }

  expect(hub.journal.entries().map(({ seq }) => seq)).toEqual([5, 6]);
});

test('calls that a limit refuses before the hub sees them are in the journal', async () => {
  const { hub, as } = testHub({ rateLimit: '1/min' });
  await as('owner')('ping');
  await as('owner')('ping');

  expect(hub.journal.entries().map(({ kind }) => kind)).toEqual(['success', 'limited']);
});

test('a call that is ended by another state is marked as abandoned', async () => {
  const { hub, as } = testHub();
  const before = hub.state;
  const answer = as('owner')('project_exec', { project_id: PROJECT, command: 'sleep 100; touch a', bash: true });
  await as('owner')('ping');
  const under = hub.journal.entries({ kind: 'under_way' }).map(({ seq }) => seq);

  hub.restore(before);
  await answer;

  expect(under).toEqual([1]);
  expect(hub.journal.entry(1)).toMatchObject({ kind: 'abandoned', refusal: { code: 'abandoned' } });
});

test('a call that a reset ends is not counted among those that come after it', async () => {
  const { hub, as } = testHub({ journal: { bytes: 300_000 } });
  const ended = as('owner')('project_exec', {
    project_id: PROJECT,
    command: `sleep 9; # ${'x'.repeat(200_000)}`,
    bash: true,
  });
  await turns();

  hub.reset();
  await ended;
  await as('owner')('ping');

  expect(hub.journal.entries().map(({ seq }) => seq)).toEqual([1]);
});

test('forks have journals of their own', async () => {
  const hub = createHub({ clock: virtualClock() });
  const fork = hub.fork();

  await fork.call('v1/ping');

  expect([hub.journal.last, fork.journal.last]).toEqual([0, 1]);
});
