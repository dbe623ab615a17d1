/** Making, listing, dropping worlds by the control plane, and putting them to other states. */
import { expect, test } from 'vitest';
import { titles, worldServer } from '../worlds/served.ts';

const get = { method: 'GET' };
const remove = { method: 'DELETE' };

test('a world that is made twice with the same body is the same world, as it is by then', async () => {
  const { ask } = await worldServer();
  const body = { name: 'alice', from: 'seed', clock: { mode: 'frozen', time: '2030-01-01' } };
  const first = await ask('/__admin/worlds', { body });
  await ask('/w/alice/api/v1/create_project', { body: { title: 'mine' } });

  const again = await ask('/__admin/worlds', {
    body: { clock: { time: '2030-01-01', mode: 'frozen' }, name: 'alice' },
  });

  expect([first.status, again.status]).toEqual([201, 200]);
  expect(first.body).toMatchObject({ name: 'alice', from: 'seed', clock: { mode: 'frozen' } });
  expect(await titles(ask, '/w/alice')).toEqual(['mine']);
});

test('a world that is made by its first use is the one that a plain body asks for, and no other', async () => {
  const { ask } = await worldServer();
  await ask('/w/alice/api/v1/ping');

  expect((await ask('/__admin/worlds', { body: { name: 'alice' } })).status).toBe(200);
  expect(await ask('/__admin/worlds', { body: { name: 'alice', seed: '7' } })).toMatchObject({
    status: 409,
    body: { code: 'world_exists' },
  });
});

test('a world can have a seed of its own', async () => {
  const { ask } = await worldServer();
  const idIn = async (name: string, seed?: string) => {
    await ask('/__admin/worlds', { body: { name, ...(seed !== undefined && { seed }) } });
    return (await ask(`/w/${name}/api/v1/create_project`, { body: { title: 'x' } })).body.project_id;
  };

  const [one, same, other] = [await idIn('one', '7'), await idIn('same', '7'), await idIn('other')];

  expect(same).toBe(one);
  expect(other).not.toBe(one);
});

test('a world begins as another one is, or was when a snapshot was taken', async () => {
  const { ask } = await worldServer();
  await ask('/w/alice/api/v1/create_project', { body: { title: 'early' } });
  await ask('/w/alice/__admin/snapshots', { body: { name: 'before' } });
  await ask('/w/alice/api/v1/create_project', { body: { title: 'late' } });

  await ask('/__admin/worlds', { body: { name: 'now', from: { world: 'alice' } } });
  await ask('/__admin/worlds', { body: { name: 'then', from: { world: 'alice', snapshot: 'before' } } });
  await ask('/w/alice/__admin/fork', { body: { name: 'forked' } });
  await ask('/w/alice/api/v1/create_project', { body: { title: 'too late' } });

  expect(await titles(ask, '/w/now')).toEqual(['early', 'late']);
  expect(await titles(ask, '/w/forked')).toEqual(['early', 'late']);
  expect(await titles(ask, '/w/then')).toEqual(['early']);
});

test('a world begins as one that comes along, or as one in the body', async () => {
  const { ask } = await worldServer();
  const written = { accounts: { ada: { first_name: 'Ada', api_key: 'sk_ada' } } };

  const named = await ask('/__admin/worlds', { body: { name: 'named', from: { fixture: 'empty' } } });
  const own = await ask('/__admin/worlds', { body: { name: 'own', from: { fixture: written } } });

  expect([named, own].map(({ body }) => body.from)).toEqual([{ fixture: 'empty' }, { fixture: 'custom' }]);
  const ping = await ask('/w/own/api/v1/ping', { headers: { authorization: 'Bearer sk_ada' } });
  expect(ping.body).toMatchObject({ event: 'pong' });
  const { body } = await ask('/w/own/__admin/journal?account=ada', get);
  expect(body.calls).toMatchObject([{ operation: 'v1/ping', account: 'ada' }]);
});

test.for([
  [{ name: 'Bad' }, 400, 'bad_input'],
  [{}, 400, 'bad_input'],
  [{ name: 'x', colour: 'red' }, 400, 'bad_input'],
  [{ name: 'x', from: 'elsewhere' }, 400, 'bad_input'],
  [{ name: 'x', from: {} }, 400, 'bad_input'],
  [{ name: 'x', from: { world: 'nobody' } }, 404, 'unknown_world'],
  [{ name: 'x', from: { world: 'default', snapshot: 'none' } }, 404, 'unknown_snapshot'],
  [{ name: 'x', from: { fixture: 'emptyy' } }, 422, 'unknown_fixture'],
  [{ name: 'x', from: { fixture: '../../package' } }, 422, 'unknown_fixture'],
  [{ name: 'x', from: { fixture: { accounts: { ada: { colour: 'red' } } } } }, 422, 'bad_fixture'],
  [{ name: 'x', from: { document: { version: 99 } } }, 422, 'bad_document'],
  [{ name: 'x', from: { world: 'default' }, seed: '1' }, 422, 'seed_is_fixed'],
  [{ name: 'x', clock: { mode: 'offset' } }, 422, 'bad_clock'],
  [{ name: 'x', clock: { mode: 'frozen', time: 'yesterday' } }, 400, 'bad_input'],
  [{ name: 'default', seed: '1' }, 409, 'world_exists'],
] as const)('no world is made of %j', async ([body, status, code]) => {
  const { ask } = await worldServer();

  const told = await ask('/__admin/worlds', { body });

  expect(told).toMatchObject({ status, body: { code, error: expect.any(String), hint: expect.any(String) } });
  expect((await ask('/__admin/health', get)).body.worlds).toBe(0);
});

test('worlds are listed by name in pages, with those that were dropped', async () => {
  const { ask } = await worldServer();
  for (const name of ['c', 'a', 'b']) await ask('/__admin/worlds', { body: { name } });
  await ask('/__admin/worlds/b', remove);

  const first = await ask('/__admin/worlds?limit=2', get);
  const second = await ask(`/__admin/worlds?limit=2&after=${first.body.next}`, get);

  expect(first.body).toMatchObject({ count: 2, worlds: [{ name: 'a' }, { name: 'c' }], next: 'c' });
  expect(first.body.dropped).toEqual([{ name: 'b', why: 'deleted', at: expect.any(String) }]);
  expect(second.body).toMatchObject({ worlds: [{ name: 'default' }], next: null });
});

test('a world that was deleted is refused until it is made anew', async () => {
  const { ask } = await worldServer();
  await ask('/w/alice/api/v1/create_project', { body: { title: 'old' } });

  expect((await ask('/__admin/worlds/alice', remove)).body).toMatchObject({ name: 'alice', why: 'deleted' });
  expect(await ask('/w/alice/api/v1/ping')).toMatchObject({ status: 410, body: { code: 'world_dropped' } });
  expect(await ask('/__admin/worlds/alice', remove)).toMatchObject({ status: 410 });
  expect(await ask('/__admin/worlds/alice', get)).toMatchObject({ status: 410 });
  expect((await ask('/__admin/worlds', { body: { name: 'alice' } })).status).toBe(201);
  expect(await titles(ask, '/w/alice')).toEqual([]);
  expect(await ask('/__admin/worlds/default', remove)).toMatchObject({
    status: 409,
    body: { code: 'world_is_default' },
  });
});

test('a reset brings back state, clock, stubs and journal of the start', async () => {
  const { ask } = await worldServer();
  await ask('/__admin/worlds', { body: { name: 'alice', clock: { mode: 'frozen', time: '2030-01-01' } } });
  await ask('/w/alice/__admin/stubs', { body: { command: 'make', stdout: 'done' } });
  const first = await ask('/w/alice/api/v1/create_project', { body: { title: 'mine' } });
  await ask('/w/alice/__admin/clock/advance', { body: { days: 30 } });

  const told = await ask('/w/alice/__admin/reset');

  expect(told.body).toMatchObject({ epoch: 1, calls: 0, clock: { mode: 'frozen', time: '2030-01-01T00:00:00.000Z' } });
  expect((await ask('/w/alice/__admin/stubs', get)).body.stubs).toEqual([]);
  expect((await ask('/w/alice/__admin/journal', get)).body).toEqual({ last: 0, calls: [] });
  expect(await titles(ask, '/w/alice')).toEqual([]);
  await ask('/w/alice/__admin/reset');
  expect((await ask('/w/alice/api/v1/create_project', { body: { title: 'mine' } })).body).toEqual(first.body);
});

test('a command under way in a world that is reset changes nothing of it', async () => {
  const { ask, hubOf } = await worldServer();
  const { body } = await ask('/w/alice/api/v1/create_project', { body: { title: 'mine' } });
  await ask('/w/alice/__admin/snapshots', { body: { name: 'before' } });
  const before = hubOf('alice').state;
  const exec = { project_id: body.project_id, command: 'while true; do echo line >> late.txt; done', bash: true };
  const answer = ask('/w/alice/api/v1/project_exec', { body: exec });
  await ask('/w/alice/api/v1/project_exec', { body: { ...exec, command: 'true' } });

  await ask('/w/alice/__admin/restore', { body: { snapshot: 'before' } });

  expect((await answer).body.error).toContain('cocalc-mock-hub ended this call');
  await ask('/w/alice/api/v1/project_exec', { body: { ...exec, command: 'true' } });
  expect(hubOf('alice').state.projects.get(body.project_id)?.files).toBe(before.projects.get(body.project_id)?.files);
  expect((await ask('/w/alice/__admin/journal?kind=abandoned', get)).body.calls).toHaveLength(1);
});

test('a snapshot is a document that a world in another server goes on from', async () => {
  const [{ ask }, other] = [await worldServer(), await worldServer()];
  await ask('/w/alice/api/v1/create_project', { body: { title: 'carried over' } });
  await ask('/w/alice/__admin/snapshots', { body: { name: 'kept' } });
  const { body: document } = await ask('/w/alice/__admin/snapshots/kept', get);

  await other.ask('/w/bob/__admin/restore', { body: { document } });
  await other.ask('/__admin/worlds', { body: { name: 'carol', from: { document } } });

  expect(await titles(other.ask, '/w/bob')).toEqual(['carried over']);
  expect(await titles(other.ask, '/w/carol')).toEqual(['carried over']);
  expect(await other.ask('/w/bob/__admin/restore', { body: { document: { ...document, version: 2 } } })).toMatchObject({
    status: 422,
    body: { code: 'bad_document', error: expect.stringContaining('$.version should be 1') },
  });
});

test('snapshots are those of their world, listed, replaced and forgotten by name', async () => {
  const { ask } = await worldServer();
  for (const world of ['alice', 'bob']) await ask(`/w/${world}/__admin/snapshots`, { body: { name: 'before' } });
  await ask('/w/alice/api/v1/ping');
  await ask('/w/alice/__admin/snapshots', { body: { name: 'before' } });

  expect((await ask('/w/alice/__admin/snapshots', get)).body.snapshots).toMatchObject([{ name: 'before', calls: 1 }]);
  await ask('/w/alice/__admin/snapshots/before', remove);
  expect((await ask('/w/alice/__admin/snapshots', get)).body.snapshots).toEqual([]);
  expect((await ask('/w/bob/__admin/snapshots', get)).body.snapshots).toHaveLength(1);
});

test('where worlds are open, a change makes a world, and a look does not', async () => {
  const { ask } = await worldServer();

  expect((await ask('/w/alice/__admin/state', get)).status).toBe(404);
  expect((await ask('/w/alice/__admin/clock', { method: 'PUT', body: { mode: 'frozen' } })).status).toBe(200);
  expect((await ask('/w/alice/__admin/state', get)).status).toBe(200);
});

test('what is of the server is not asked of a world', async () => {
  const { ask } = await worldServer();

  expect(await ask('/w/alice/__admin/worlds', get)).toMatchObject({ status: 404, body: { code: 'not_of_a_world' } });
  expect(await ask('/__admin/health', { ...get, headers: { 'x-mock-world': 'alice' } })).toMatchObject({ status: 404 });
});
