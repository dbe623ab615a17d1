/** The client of the control plane, at a server. */
import { expect, test } from 'vitest';
import { type ControlClient, ControlError, controlClient } from '../../src/control/index.ts';
import { controlRoutes } from '../../src/control/routes.ts';
import { virtualClock } from '../../src/hub/clock.ts';
import type { ServerOptions } from '../../src/server/index.ts';
import { PROJECT, people } from '../hub.ts';
import { type Ask, worldServer } from '../server/worlds/served.ts';

const world = {
  accounts: people,
  projects: {
    course: { project_id: PROJECT, title: 'Course', users: { owner: 'owner' as const }, files: { 'a.txt': 'hello' } },
  },
};

async function started(
  options: ServerOptions = {},
): Promise<{ control: ControlClient; ask: Ask; url: string; close: () => Promise<void> }> {
  const { url, ask, close } = await worldServer({ world, clock: virtualClock('2026-01-01T00:00:00Z'), ...options });
  return { control: controlClient(url), ask, url, close };
}

test('every operation does what it says', async () => {
  const { control, ask, url } = await started();
  const alice = control.world('alice');

  expect(await control.makeWorld({ name: 'alice', clock: { mode: 'frozen', time: '2030-01-01' } })).toMatchObject({
    name: 'alice',
  });
  expect(await control.getHealth()).toMatchObject({ status: 'ok', worlds: 1 });
  expect((await control.listWorlds({ limit: 1 })).next).toBe('alice');
  expect((await control.getWorld({ name: 'alice' })).url).toBe(`${url}/w/alice`);
  expect(alice.url).toBe(`${url}/w/alice`);
  await ask('/w/alice/api/v1/ping');
  expect(await alice.takeSnapshot({ name: 'early' })).toMatchObject({ name: 'early', calls: 1 });
  expect((await alice.addStub({ command: 'make', stdout: 'done' })).command).toBe('make');
  const [stub] = (await alice.listStubs()).stubs;
  expect(await alice.deleteStub({ id: stub?.id as string })).toEqual(stub);
  await ask('/w/alice/api/v1/create_project', { body: { title: 'late' } });
  expect((await alice.getState()).tables.projects).toBe(2);
  expect((await alice.listRows({ table: 'projects', from: 1 })).rows).toMatchObject([{ title: 'late' }]);
  expect((await alice.getFile({ project_id: PROJECT, path: 'a.txt' })).text).toBe('hello');
  expect((await alice.listCalls({ account: 'owner', last: 1 })).calls).toMatchObject([
    { operation: 'v1/create_project' },
  ]);
  expect((await alice.getCall({ seq: '1' })).explanation).toContain('owner called v1/ping');
  expect((await alice.awaitCalls({ count: 2 })).calls).toHaveLength(2);
  expect((await alice.getCoverage()).used).toBeGreaterThan(0);
  expect((await alice.listMails()).mails).toEqual([]);
  expect(await alice.armFault({ id: 'once', operation: 'v1/ping', first: 1, do: { fail_before: 503 } })).toMatchObject({
    id: 'once',
    fired: 0,
  });
  expect((await alice.listFaults({ unfired: true })).faults).toHaveLength(1);
  expect((await ask('/w/alice/api/v1/ping')).status).toBe(503);
  expect((await alice.disarmFault({ id: 'once' })).fired).toBe(1);
  expect((await alice.disarmFaults()).faults).toEqual([]);
  const document = await alice.getSnapshot({ name: 'early' });
  expect((await alice.restoreWorld({ document })).epoch).toBe(1);
  expect((await alice.restoreWorld({ snapshot: 'early' })).epoch).toBe(2);
  expect((await alice.getState()).tables.projects).toBe(1);
  expect((await alice.listSnapshots()).snapshots).toHaveLength(1);
  expect((await alice.deleteSnapshot({ name: 'early' })).name).toBe('early');
  expect((await alice.forkWorld({ name: 'bob', at: 2 })).from).toEqual({ world: 'alice', at: 2 });
  expect((await control.world('bob').getState()).tables.projects).toBe(2);
  expect((await alice.getClock()).mode).toBe('frozen');
  expect((await alice.setClock({ mode: 'offset', time: '2040-01-01' })).clock.mode).toBe('offset');
  expect((await alice.advanceClock({ days: 366 })).clock.time).toMatch(/^2041-01/);
  expect(await alice.resetWorld()).toMatchObject({
    calls: 0,
    clock: { mode: 'frozen', time: '2030-01-01T00:00:00.000Z' },
  });
  expect((await alice.getInfo()).name).toBe('alice');
  expect(await control.getMetrics()).toContain('cocalc_mock_worlds 3');
  expect(await control.getOpenapi()).toMatchObject({ openapi: '3.1.0' });
  expect((await control.deleteWorld({ name: 'bob' })).why).toBe('deleted');
});

test('there is an operation for every route, and none besides', async () => {
  const { control } = await started();
  const all = Object.keys(controlRoutes).filter((name) => name !== 'getEvents');

  expect(Object.keys(control).sort()).toEqual([...all, 'url', 'world', 'events'].sort());
});

test('what is refused is an error that says what would help', async () => {
  const { control } = await started({ worlds: 'declared' });
  await control.makeWorld({ name: 'alice' });

  const error = await control
    .world('alise')
    .getState()
    .catch((thrown) => thrown);

  expect(error).toBeInstanceOf(ControlError);
  expect(error).toMatchObject({
    status: 404,
    code: 'unknown_world',
    hint: expect.stringContaining('the nearest is alice'),
    message: expect.stringMatching(/^there is no world "alise"; the nearest is alice/),
  });
});

test('the address of a world is as good as its name', async () => {
  const { url } = await started();

  expect((await controlClient(`${url}/w/alice/`).resetWorld()).name).toBe('alice');
  expect((await controlClient(`${url}/w/alice`).getHealth()).worlds).toBe(1);
});

test('a token is shown, and what is no control plane is told', async () => {
  const { url } = await started({ adminToken: 'a-secret-token' });
  const { url: without } = await started({ admin: false });

  expect((await controlClient(url, { token: 'a-secret-token' }).getHealth()).status).toBe('ok');
  await expect(controlClient(url).getHealth()).rejects.toMatchObject({ status: 401, code: 'token_required' });
  await expect(controlClient(without).getHealth()).rejects.toMatchObject({ status: 404, code: 'no_control_plane' });
});

test('events tell of calls and of what becomes of the world, and go on after the last one', async () => {
  const { control, ask } = await started();
  const alice = control.world('alice');
  await alice.resetWorld();
  const stream = alice.events();
  const first = stream.next();
  // The stream is there once the server has counted its first request.
  await expect.poll(async () => (await alice.getMetrics()).includes('cocalc_mock_event_streams 1')).toBe(true);

  await ask('/w/alice/api/v1/ping');
  const call = (await first).value;
  await alice.advanceClock({ days: 1 });
  const moved = (await stream.next()).value;
  await stream.return();
  await alice.resetWorld();
  const { value: missed } = await alice.events({ lastEventId: moved?.id as string }).next();

  expect(call).toMatchObject({ type: 'call', data: { seq: 1, operation: 'v1/ping', account: 'owner' } });
  expect(moved).toMatchObject({
    type: 'world',
    data: { what: 'clock', mode: 'frozen', time: '2026-01-02T00:00:00.000Z' },
  });
  expect(missed).toMatchObject({ type: 'world', data: { what: 'reset' } });
});

test('after events of another server, or of a world that was made anew, there is a gap', async () => {
  const { control } = await started();
  await control.world('alice').resetWorld();

  const { value } = await control.world('alice').events({ lastEventId: 'other.17' }).next();

  expect(value).toMatchObject({ type: 'gap', data: { why: 'the last event is none of this world' } });
});

test('the stream of a world ends with the world, which is told', async () => {
  const { control } = await started();
  const alice = control.world('alice');
  await alice.resetWorld();
  const stream = alice.events();
  const first = stream.next();
  await expect.poll(async () => (await alice.getMetrics()).includes('cocalc_mock_event_streams 1')).toBe(true);

  await control.deleteWorld({ name: 'alice' });

  expect((await first).value).toMatchObject({ type: 'world', data: { what: 'dropped', why: 'deleted' } });
  await expect(stream.next()).rejects.toMatchObject({ status: 410, code: 'world_dropped' });
});
