/** What the control plane shows and moves in a world: clock, stubs, rows, files, journal. */
import { expect, test } from 'vitest';
import { virtualClock } from '../../../src/hub/clock.ts';
import type { JournalEntry } from '../../../src/hub/journal/entry.ts';
import { PROJECT, people } from '../../hub.ts';
import { worldServer } from '../worlds/served.ts';

const get = { method: 'GET' };
const world = {
  accounts: people,
  projects: {
    course: {
      project_id: PROJECT,
      title: 'Course',
      users: { owner: 'owner' as const },
      files: { 'a/b.txt': 'hello', 'raw.bin': { base64: '/w==' } },
    },
  },
};

test('a clock is that of the computer, or at a distance, or stands still', async () => {
  const { ask } = await worldServer();
  const set = async (body: object) => (await ask('/w/alice/__admin/clock', { method: 'PUT', body })).body.clock;

  const frozen = await set({ mode: 'frozen', time: '2030-01-01T00:00:00Z' });
  const still = (await ask('/w/alice/__admin/clock', get)).body;
  const offset = await set({ mode: 'offset', offset_ms: 86_400_000 });
  const at = await set({ mode: 'offset', time: '2040-01-01T00:00:00Z' });
  const system = await set({ mode: 'system' });

  expect([frozen, still]).toEqual([
    { mode: 'frozen', time: '2030-01-01T00:00:00.000Z', offset_ms: 0 },
    { mode: 'frozen', time: '2030-01-01T00:00:00.000Z', offset_ms: 0 },
  ]);
  expect([offset.mode, offset.offset_ms]).toEqual(['offset', 86_400_000]);
  expect([at.mode, at.time.slice(0, 10)]).toEqual(['offset', '2040-01-01']);
  expect([system.mode, system.offset_ms]).toEqual(['system', 0]);
});

test('moving a clock tells what fell due, in order, and does it', async () => {
  const { ask, hubOf } = await worldServer({
    world,
    clock: virtualClock('2026-01-01T00:00:00Z'),
    lifecycle: { kind: 'after', start: 1000, stop: 2000 },
  });
  const start = ask('/w/alice/api/conat/hub', { body: { name: 'projects.start', args: [{ project_id: PROJECT }] } });
  await expect.poll(() => hubOf('alice').state.agenda.size).toBeGreaterThan(0);

  const early = await ask('/w/alice/__admin/clock/advance', { body: { ms: 999 } });
  const { body } = await ask('/w/alice/__admin/clock/advance', { body: { ms: 1 } });

  expect(early.body.due).toEqual([]);
  expect(body.due).toEqual([{ at: '2026-01-01T00:00:01.000Z', kind: 'project', project_id: PROJECT }]);
  expect((await start).status).toBe(200);
  expect((await ask('/w/alice/__admin/state/projects', get)).body.rows).toMatchObject([{ title: 'Course' }]);
});

test('what waits on the clock of a world goes on when its mode is changed', async () => {
  const { ask, hubOf } = await worldServer({ world, lifecycle: { kind: 'after', start: 10_000, stop: 0 } });
  const start = ask('/w/alice/api/conat/hub', { body: { name: 'projects.start', args: [{ project_id: PROJECT }] } });
  await expect.poll(() => hubOf('alice').state.agenda.size).toBeGreaterThan(0);

  await ask('/w/alice/__admin/clock', { method: 'PUT', body: { mode: 'frozen' } });
  await ask('/w/alice/__admin/clock/advance', { body: { seconds: 10 } });

  expect(await start).toEqual({ status: 200, body: null });
});

test('a stub answers commands of its world until it is removed, and forks have it, too', async () => {
  const { ask } = await worldServer({ world });
  const run = async (name: string) =>
    (await ask(`/w/${name}/api/v1/project_exec`, { body: { project_id: PROJECT, command: 'make' } })).body.stdout;

  const { status, body } = await ask('/w/alice/__admin/stubs', { body: { command: 'make', stdout: 'done\n' } });
  await ask('/w/alice/__admin/fork', { body: { name: 'bob' } });

  expect([status, body]).toEqual([201, { id: expect.any(String), command: 'make', reply: { stdout: 'done\n' } }]);
  expect([await run('alice'), await run('bob')]).toEqual(['done\n', 'done\n']);
  await ask(`/w/alice/__admin/stubs/${body.id}`, { method: 'DELETE' });
  expect(await run('alice')).not.toBe('done\n');
  expect(await run('bob')).toBe('done\n');
  expect((await ask('/w/bob/__admin/stubs', get)).body.stubs).toEqual([body]);
});

test.for([
  [{ stdout: 'x' }],
  [{ pattern: '(', stdout: 'x' }],
  [{ command: 'a', pattern: 'b' }],
  [{ command: 'a', exit_code: 'x' }],
])('a stub that makes no sense is refused: %j', async ([body]) => {
  const { ask } = await worldServer();

  const told = await ask('/__admin/stubs', { body: body as object });

  expect([400, 422]).toContain(told.status);
  expect((await ask('/__admin/stubs', get)).body.stubs).toEqual([]);
});

test('the state is told by tables, and looked into by rows', async () => {
  const { ask } = await worldServer({ world });

  const { body } = await ask('/__admin/state', get);
  const rows = await ask('/__admin/state/accounts?from=1&limit=1', get);

  expect(body.tables).toMatchObject({ accounts: 3, projects: 1 });
  expect(rows.body).toMatchObject({ table: 'accounts', count: 3, rows: [{ first_name: 'Other' }] });
  expect(await ask('/__admin/state/acounts', get)).toMatchObject({
    status: 404,
    body: { hint: 'the nearest is accounts' },
  });
});

test('files are shown as they are', async () => {
  const { ask } = await worldServer({ world });
  const file = async (path: string) =>
    (await ask(`/__admin/files/${PROJECT}?path=${encodeURIComponent(path)}`, get)).body;

  expect(await file('')).toMatchObject({ kind: 'folder', names: ['a', 'raw.bin'] });
  expect(await file('a/b.txt')).toMatchObject({ kind: 'file', text: 'hello' });
  expect(await file('raw.bin')).toMatchObject({ kind: 'file', base64: '/w==' });
  expect(await file('raw.bim')).toMatchObject({ code: 'unknown_path', hint: 'the nearest is raw.bin' });
  expect(await file('a/b.txt/c')).toMatchObject({ code: 'unknown_path' });
  expect(await file('../../etc/passwd')).toMatchObject({ code: 'unknown_path' });
});

test('calls are listed, one by one and by what is meant', async () => {
  const { ask } = await worldServer({ world });
  await ask('/w/alice/api/v1/ping');
  await ask('/w/alice/api/v1/create_project', { body: { title: 'x' } });
  await ask('/w/alice/api/v1/read_text_file_from_project', { body: { project_id: PROJECT, path: 'a/c.txt' } });

  const { body } = await ask('/w/alice/__admin/journal?account=owner&last=2', get);
  const refused = await ask('/w/alice/__admin/journal/3', get);

  expect(body).toMatchObject({ last: 3, calls: [{ operation: 'v1/create_project' }, { seq: 3 }] });
  expect(refused.body.explanation).toContain('there is no "a/c.txt" in the project "Course"');
  expect(await ask('/w/alice/__admin/journal/4', get)).toMatchObject({ status: 404, body: { code: 'unknown_call' } });
  expect(await ask('/w/alice/__admin/journal?account=onwer', get)).toMatchObject({
    status: 422,
    body: { code: 'bad_filter' },
  });
  expect(await ask('/w/alice/__admin/journal?operation=v1/pong', get)).toMatchObject({ status: 422 });
});

test('whoever waits for calls is told as soon as they came', async () => {
  const { ask } = await worldServer({ world });
  const waiting = ask('/w/alice/__admin/await', { body: { operation: 'v1/ping', count: 2 } });

  for (const _ of [1, 2]) await ask('/w/alice/api/v1/ping');

  expect(await waiting).toMatchObject({ status: 200, body: { calls: [{ seq: 1 }, { seq: 2 }] } });
});

test('calls that do not come in time are told of, with those that did', async () => {
  const { ask } = await worldServer({ world });
  await ask('/w/alice/api/v1/ping');

  const told = await ask('/w/alice/__admin/await', { body: { operation: 'v1/ping', count: 2, timeout_ms: 1 } });

  expect(told).toMatchObject({
    status: 408,
    body: { code: 'calls_did_not_come', error: '1 of 2 calls came in 1 ms, of those with operation v1/ping' },
  });
});

test('coverage is that of the world', async () => {
  const { ask } = await worldServer({ world });
  await ask('/w/alice/api/v1/ping');
  await ask('/w/bob/api/v1/create_project', { body: {} });

  const { body } = await ask('/w/alice/__admin/coverage', get);

  expect(body.used).toBeGreaterThan(0);
  expect(body.endpoints['v1/create_project'].used).toEqual([]);
});

test('a fault is injected into the calls of its world alone, and one for what there is not is refused', async () => {
  const { ask } = await worldServer({ world });
  const fault = { operation: 'v1/create_project', calls: [2], do: { fail_after: 500 } };
  const create = async (name: string) =>
    (await ask(`/w/${name}/api/v1/create_project`, { body: { title: 'x' } })).status;

  const { status, body } = await ask('/w/alice/__admin/faults', { body: fault });

  expect([status, body]).toEqual([201, { ...fault, id: expect.any(String), met: 0, fired: 0 }]);
  expect([await create('alice'), await create('alice'), await create('alice')]).toEqual([200, 500, 200]);
  expect([await create('bob'), await create('bob')]).toEqual([200, 200]);
  expect((await ask('/w/alice/__admin/faults', get)).body.faults).toMatchObject([{ met: 3, fired: 1 }]);
  expect((await ask('/w/alice/__admin/faults?unfired=true', get)).body.faults).toEqual([]);
  const bad = [{ ...fault, operation: 'v1/create_projekt' }, { do: {} }, { account: 'nobody', do: { twice: true } }];
  for (const one of bad) {
    expect(await ask('/w/alice/__admin/faults', { body: one })).toMatchObject({
      status: 422,
      body: { code: 'bad_fault' },
    });
  }
  await ask('/w/alice/__admin/reset');
  expect((await ask('/w/alice/__admin/faults', get)).body.faults).toEqual([]);
  expect((await ask('/w/alice/__admin/faults/none', { method: 'DELETE' })).status).toBe(404);
});

test('calls are found that a fault was injected into, and those that a hub in development does not take', async () => {
  const { ask } = await worldServer({ v2: 'development' });
  await ask('/w/alice/__admin/faults', { body: { operation: 'v1/ping', first: 1, do: { fail_before: 503 } } });
  await ask('/w/alice/api/v1/ping');
  await ask('/w/alice/api/v2/projects/start', { body: {} });

  const foundBy = async (kind: string) =>
    (await ask(`/w/alice/__admin/journal?kind=${kind}`, get)).body.calls.map(
      ({ operation }: JournalEntry) => operation,
    );

  expect(await foundBy('injected')).toEqual(['v1/ping']);
  expect(await foundBy('invalid')).toEqual(['v2/projects/start']);
});
