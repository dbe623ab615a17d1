/** Looking at the past of a hub, going back to it, and making calls again. */
import fc from 'fast-check';
import { expect, expectTypeOf, test } from 'vitest';
import type { Hub } from '../../src/hub/hub.ts';
import { createHub, type HubState, type JournalEntry, toDocument, virtualClock, world } from '../../src/index.ts';
import { OWNER, PROJECT, testHub } from '../hub.ts';
import { nastyCall } from '../nasty.ts';
import { turns } from '../turns.ts';

const text = (state: HubState) => JSON.stringify(toDocument(state));

const write = (content: string) => ({ project_id: PROJECT, path: 'a.txt', content });

const keyOf = (entry?: JournalEntry) => String((entry?.call.credential as { key?: string } | undefined)?.key);

/** Whether the call is not answered after all that can go on by itself. */
async function isWaiting(answer: Promise<unknown>): Promise<boolean> {
  return Promise.race([answer.then(() => false), turns(20).then(() => true)]);
}

test('a hub can be looked at as it was after any call, and be put back to that', async () => {
  const { hub, as, clock } = testHub();
  await as('owner')('write_text_file_to_project', write('one'));
  clock.advance({ hours: 1 });
  await as('owner')('write_text_file_to_project', write('two'));
  const last = hub.state;

  expect(hub.at(0).projects.get(PROJECT)?.files.entries.size).toBe(0);
  expect(hub.fork({ at: 1 }).projects.get('project').files.read('a.txt')).toBe('one');
  hub.goTo(1);
  expect(hub.projects.get(PROJECT).files.read('a.txt')).toBe('one');
  expect(new Date(clock.now()).toISOString()).toBe('2020-09-17T03:08:33.230Z');
  hub.goTo(2);
  expect(hub.state).toBe(last);
  expect(new Date(clock.now()).toISOString()).toBe('2020-09-17T04:08:33.230Z');
  expect(() => hub.at(3)).toThrow('the journal has no call 3; it keeps 1 to 2');
});

test('a reset hub is as it was made: state, time, stubs, journal', async () => {
  const { hub, as, clock } = testHub({ stubs: [{ command: 'make', stdout: 'made' }] });
  const before = text(hub.state);
  hub.stubCommand('make', 'other');
  await as('owner')('create_project', { title: 'x' });
  clock.advance({ days: 2 });

  hub.reset();

  expect(text(hub.state)).toBe(before);
  expect(new Date(clock.now()).toISOString()).toBe('2020-09-17T03:08:33.230Z');
  expect(hub.journal.entries()).toEqual([]);
  const made = await as('owner')('project_exec', { project_id: PROJECT, command: 'make' });
  expect(made).toMatchObject({ stdout: 'made' });
  expect(hub.journal.last).toBe(1);
});

test('a difference names rows, members and files, and holds no secret', async () => {
  const { hub, as } = testHub({ project: { files: { 'a.txt': 'a', 'd/b.txt': 'b' } } });
  await as('owner')('write_text_file_to_project', { project_id: PROJECT, path: 'd/b.txt', content: 'B' });
  await as('owner')('write_text_file_to_project', { project_id: PROJECT, path: 'd/c.txt', content: 'C' });
  await as('owner')('change_password', {
    account_id: OWNER,
    old_password: 'owner-password',
    new_password: 'wonderland-2',
  });

  const [project] = hub.diff(0, 2).filter(({ table }) => table === 'projects');
  expect(project).toMatchObject({
    key: PROJECT,
    change: 'changed',
    files: { 'd/b.txt': 'changed', 'd/c.txt': 'added' },
  });
  expect(hub.diff(2, 0).find(({ table }) => table === 'projects')?.files).toEqual({
    'd/b.txt': 'changed',
    'd/c.txt': 'removed',
  });
  expect(hub.diff(hub.at(0), hub.at(2))).toEqual(hub.diff(0, 2));
  expect(hub.diff(2, 2)).toEqual([]);
  expect(JSON.stringify(hub.diff(0, 3))).not.toMatch(/sk_owner|wonderland/);
});

test('calls can be made again otherwise: with others in their place, or without some', async () => {
  const { hub, as } = testHub();
  await as('owner')('write_text_file_to_project', write('one'));
  await as('owner')('read_text_file_from_project', { project_id: PROJECT, path: 'a.txt' });
  await as('other')('read_text_file_from_project', { project_id: PROJECT, path: 'a.txt' });
  const entries = hub.journal.entries();

  hub.goTo(0);
  const replayed = await hub.replay(entries, {
    edit: ({ seq, call }) =>
      seq === 1 ? { ...call, body: { ...call.body, content: 'edited' } } : seq === 3 ? null : call,
  });

  expect(replayed.map(({ same, left }) => [same, left])).toEqual([
    [true, null],
    [false, null],
    [false, 'by edit'],
  ]);
  expect(replayed[1]?.answer?.body).toMatchObject({ content: 'edited' });
});

test('calls made again in a fork, or from JSON, come out as they did: keys that were made meanwhile, too', async () => {
  const start = () =>
    testHub({ accounts: { maker: { api_key: 'sk-maker00000000000001', email_address: 'm@example.com' } } });
  const { hub } = start();
  const made = await hub.call(
    'conat/hub',
    { name: 'system.manageApiKeys', args: [{ action: 'create', name: 'n' }] },
    { key: 'sk_owner' },
  );
  const [{ secret }] = made.body as unknown as [{ secret: string }];
  await hub.call('conat/hub', { name: 'projects.createProject', args: [{ title: 'by the new key' }] }, { key: secret });
  const entries = hub.journal.entries();

  const fork = hub.fork({ at: 0 });
  const again = await fork.replay(entries);
  const other = start().hub;
  const parsed = JSON.parse(JSON.stringify(entries).replaceAll(keyOf(entries[0]), 'sk_owner'));
  const fromJson = await other.replay(parsed);

  expect(again.map(({ same }) => same)).toEqual([true, true]);
  expect(text(fork.state)).toBe(text(hub.state));
  expect(JSON.stringify(parsed)).not.toContain(secret);
  expect(fromJson.map(({ same }) => same)).toEqual([true, true]);
  expect(text(other.state)).toBe(text(hub.state));
});

test('a call that waited, with others that came meanwhile, is made again in the same order', async () => {
  const { hub, clock, as, hubAs } = testHub({
    lifecycle: { kind: 'after', start: 1000, stop: 10 },
    project: { state: 'opened' },
  });
  await as('owner')('ping');
  const waiting = hubAs('owner')('projects.start', { project_id: PROJECT });
  await as('owner')('create_project', { title: 'meanwhile' });
  clock.advance({ seconds: 5 });
  await waiting;
  await as('owner')('ping');
  const [entries, last] = [hub.journal.entries(), text(hub.state)];

  hub.goTo(0);
  const replayed = await hub.replay(entries);

  expect(entries.map(({ concurrentTo }) => concurrentTo)).toEqual([1, 3, 3, 4]);
  expect(replayed.map(({ same }) => same)).toEqual([true, true, true, true]);
  expect(text(hub.state)).toBe(last);
});

test('a call that was answered at its deadline is answered so when it is made again', async () => {
  const { hub, clock } = testHub({
    project: { files: {}, state: 'running' },
    lifecycle: { kind: 'after', calls: 2 },
  });
  clock.advance({ days: 1 });
  // The project is just being stopped, since nobody used it, so it does not start.
  const writing = {
    name: 'system.writeTextFileToProject',
    args: [{ path: 'a.txt', content: 'a' }],
    project_id: PROJECT,
  };
  const waiting = hub.call('conat/project', writing, { key: 'sk_owner' });
  expect(await isWaiting(waiting)).toBe(true);
  clock.advance({ minutes: 1 });
  expect(await waiting).toMatchObject({ code: 'timed_out' });
  const entries = hub.journal.entries();

  hub.goTo(0);
  const [again] = await hub.replay(entries);

  expect(again?.same).toBe(true);
  expect(entries.map(({ time, answered }) => (answered ?? 0) - time)).toEqual([60_000]);
});

test('going to every call and making the rest again is byte-identical; and a difference by what was touched is a whole one', {
  timeout: 300_000,
}, async () => {
  const step = fc.record({
    key: fc.constantFrom('sk_owner', 'sk_other', 'sk_admin'),
    call: fc.oneof(
      nastyCall
        .filter(({ event }) => event !== 'project_exec')
        .map(({ event, members }) => ({ name: `v1/${event}`, body: Object.fromEntries(members) })),
      fc.constantFrom(
        { name: 'conat/hub', body: { name: 'projects.createProject', args: [{ title: 't' }] } },
        { name: 'conat/hub', body: { name: 'projects.deleteProject', args: [{ project_id: PROJECT }] } },
        { name: 'conat/hub', body: { name: 'system.manageApiKeys', args: [{ action: 'create', name: 'k' }] } },
        {
          name: 'conat/project',
          body: { name: 'system.writeTextFileToProject', args: [{ path: 'b.txt', content: 'b' }], project_id: PROJECT },
        },
        { name: 'v1/write_text_file_to_project', body: write('text') },
        {
          name: 'v1/copy_path_between_projects',
          body: {
            src_project_id: PROJECT,
            src_path: 'notes.md',
            target_project_id: PROJECT,
            target_path: 'copy.md',
            wait_until_done: false,
          },
        },
      ),
    ),
    wait: fc.constantFrom(0, 0, 1000, 40_000, 86_400_000),
  });
  const run = fc.record({
    steps: fc.array(step, { minLength: 1, maxLength: 6 }),
    lifecycle: fc.constantFrom({ kind: 'immediate' }, { kind: 'after', calls: 2 }, { kind: 'after', ms: 500 }),
  });
  let [calls, changes] = [0, 0];

  const lawful = fc.asyncProperty(run, async ({ steps, lifecycle }) => {
    const { hub, clock } = testHub({
      project: { files: { 'notes.md': 'notes' }, state: 'running' },
      lifecycle: lifecycle as never,
    });
    for (const { key, call, wait } of steps) {
      const answer = hub.call(call.name as 'conat/hub', call.body, { key });
      // Where the project has to be started first, the call waits for the clock, which does not leap over its deadline.
      while (await isWaiting(answer)) clock.advance(500);
      await answer;
      clock.advance(wait);
    }
    const [entries, last] = [hub.journal.entries(), text(hub.state)];

    for (let seq = 0; seq <= entries.length; seq += 1) {
      for (let other = seq; other <= entries.length; other += 1) {
        const touched = hub.diff(seq, other);
        const sorted = (all: typeof touched) => all.map((change) => JSON.stringify(change)).sort();
        expect(sorted(touched)).toEqual(sorted(hub.diff(hub.at(seq), hub.at(other))));
        changes += touched.length;
      }
    }
    // What a call goes on with after its deadline is ended by going to a moment between.
    const late = entries.findIndex(({ refusal }) => refusal?.code === 'timed_out');
    for (let seq = 0; seq <= (late < 0 ? entries.length : late); seq += 1) {
      hub.goTo(seq);
      const replayed = await hub.replay(entries.slice(seq));
      expect(replayed.filter(({ same }) => !same)).toEqual([]);
      expect(text(hub.state)).toBe(last);
      calls += replayed.length;
    }
  });

  await fc.assert(lawful, { numRuns: 200 });
  expect(calls).toBeGreaterThan(1000);
  expect(changes).toBeGreaterThan(1000);
});

test('a clock is moved by days, hours, minutes and seconds, and refuses other units', () => {
  const hub = createHub({ clock: virtualClock('2026-01-01T00:00:00Z') });

  hub.clock.advance({ days: 30, hours: 1, minutes: 2, seconds: 3, ms: 4 });

  expect(new Date(hub.clock.now()).toISOString()).toBe('2026-01-31T01:02:03.004Z');
  expect(() => hub.clock.advance({ weeks: 1 } as never)).toThrow(
    'duration.weeks is not known; there are days, hours, minutes, seconds, ms',
  );
});

test('a story of thirty days: a copy on a date, a key that expires, a project that stops when nobody uses it', async () => {
  const { hub, clock, as, hubAs } = testHub({
    project: { files: { 'a.txt': 'a' }, state: 'running' },
    world: { api_keys: { 'sk-expires0000000001': { account_id: 'owner', expire: '2020-10-01T00:00:00Z' } } },
  });
  const ping = () => hub.call('conat/hub', { name: 'system.ping', args: [] }, { key: 'sk-expires0000000001' });
  await as('owner')('copy_path_between_projects', {
    src_project_id: PROJECT,
    src_path: 'a.txt',
    target_project_id: PROJECT,
    target_path: 'b.txt',
    scheduled: '2020-09-20T00:00:00.000Z',
    wait_until_done: false,
  });
  expect((await ping()).kind).toBe('success');

  clock.advance({ days: 30 });
  expect((await ping()).kind).not.toBe('success');
  expect(hub.projects.get('project').files.list()).toEqual(['a.txt', 'b.txt']);
  expect(await hubAs('owner')('projects.state', { project_id: PROJECT })).toMatchObject({ state: 'opened' });
});

test('a world is built piece by piece, and its people are called by name', async () => {
  const built = world()
    .account('alice')
    .project('essay', { files: { 'a.txt': 'hello' } })
    .account('bob', { first_name: 'Robert' });
  const hub = createHub({ world: built, clock: virtualClock() });

  const alice = hub.as('alice');
  const { project_id } = hub.projects.get('essay');
  await alice.v1.write_text_file_to_project({ project_id, path: 'b.txt', content: 'b' });
  await alice.v1.invite_noncloud_collaborators({
    project_id,
    to: 'new@example.com',
    email: 'Come',
    title: 'essay',
    link2proj: 'x',
    subject: 'Essay',
  });

  expect(hub.projects.get('essay').files.list()).toEqual(['a.txt', 'b.txt']);
  expect(hub.projects.get('essay').users).toEqual({ [hub.accounts.get('alice').account_id]: { group: 'owner' } });
  expect(hub.accounts.get('bob').first_name).toBe('Robert');
  expect(hub.outbox.map(({ to }) => to)).toEqual(['new@example.com']);
  expect(() => hub.as('alic')).toThrow('unknown account "alic"; did you mean "alice"?');
  expect(() => hub.projects.get('esay')).toThrow('unknown project "esay"; did you mean "essay"?');
  expect(() => hub.projects.get('essay').files.read('c.txt')).toThrow(
    'there is nothing at "c.txt" in the project "essay"; its home has: a.txt, b.txt',
  );
  expectTypeOf<Hub<ReturnType<typeof virtualClock>>>().toExtend<Hub>();
});
