/** Many worlds in one server: how they are named, made, told apart and dropped. */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, onTestFinished, test, vi } from 'vitest';
import { virtualClock } from '../../../src/hub/clock.ts';
import { turns } from '../../turns.ts';
import { type Ask, titles, worldServer } from './served.ts';

const create = (ask: Ask, prefix: string, title: string, headers: Record<string, string> = {}) =>
  ask(`${prefix}/api/v1/create_project`, { body: { title }, headers });

test('what is made in one world is in no other', async () => {
  const { ask } = await worldServer();

  await create(ask, '/w/alice', 'of alice');
  await create(ask, '/w/bob', 'of bob');
  await create(ask, '', 'of nobody');

  expect(await titles(ask, '/w/alice')).toEqual(['of alice']);
  expect(await titles(ask, '/w/bob')).toEqual(['of bob']);
  expect(await titles(ask, '')).toEqual(['of nobody']);
});

test('the header and the prefix lead to the same world, and default is the one of those who name none', async () => {
  const { ask } = await worldServer();

  await create(ask, '', 'by header', { 'x-mock-world': 'alice' });
  await create(ask, '/w/alice', 'by both', { 'x-mock-world': 'alice' });
  await create(ask, '/w/default', 'of default');

  expect(await titles(ask, '/w/alice')).toEqual(['by both', 'by header']);
  expect(await titles(ask, '')).toEqual(['of default']);
});

test('a world begins as the server began, whatever others have done since', async () => {
  const { ask, hub } = await worldServer();
  const first = await create(ask, '/w/first', 'same');
  await create(ask, '', 'late');
  await hub.call('v1/create_account', {
    agreed_to_terms: true,
    email_address: 'late@example.com',
    password: 'late-password',
  });

  const second = await create(ask, '/w/second', 'same');

  expect(await titles(ask, '/w/second')).toEqual(['same']);
  expect(second.body.project_id).toBe(first.body.project_id);
});

test('every API is below the prefix, and the pages of a world, too', async () => {
  const { ask, url } = await worldServer();
  await create(ask, '/w/alice', 'of alice');

  const conat = await ask('/w/alice/api/conat/hub', { body: { name: 'system.ping', args: [] } });
  const front = await (await fetch(`${url}/w/alice`)).json();

  expect(conat.body).toEqual({ now: expect.any(Number) });
  expect(front).toMatchObject({ url: `${url}/w/alice`, world: 'alice', projects: [{ title: 'of alice' }] });
  expect([front.worlds, front.control]).toEqual([`${url}/w/NAME`, `${url}/w/alice/__admin`]);
  const page = await (await fetch(`${url}/w/alice/`, { headers: { accept: 'text/html' } })).text();
  for (const link of ['openapi.json', 'health', '__admin/']) expect(page).toContain(`href="/w/alice/${link}"`);
  expect(front.first_call).toContain(`${url}/w/alice/api/v1/`);
  expect(await (await fetch(`${url}/w/alice/health`)).json()).toMatchObject({ status: 'ok', world: 'alice' });
  const { servers } = await (await fetch(`${url}/w/alice/openapi.json`)).json();
  expect(servers).toEqual([{ url: `${url}/w/alice` }]);
});

test('what a hub has no page for is shown with the path that was asked for', async () => {
  const { ask } = await worldServer();

  expect((await ask('/w/alice/nothing')).body).toContain('Cannot POST /w/alice/nothing');
  expect((await ask('/w/alice/w/bob/api/v1/ping')).status).toBe(404);
});

test.for(['Alice', '.hidden', '-x', '_x', 'a b', 'ä', '%61lice', 'a'.repeat(64), '', 'a/../b'.slice(1, 5)])(
  'a world cannot be called "%s"',
  async (name) => {
    const { ask } = await worldServer();

    const told = await ask(`/w/${encodeURI(name)}/api/v1/ping`);

    expect(told).toMatchObject({ status: 400, body: { code: 'bad_world_name' } });
    expect(told.body.hint).toContain('1 to 63 of a-z');
  },
);

test.for(['a', '0', 'a.b_c-d', 'gw0', 'a'.repeat(63)])('a world can be called "%s"', async (name) => {
  const { ask } = await worldServer();

  expect((await ask(`/w/${name}/api/v1/ping`)).status).toBe(200);
});

test('a request that names two worlds, or a bad one in the header, is refused and makes neither', async () => {
  const { ask } = await worldServer({ worlds: 'declared' });

  const two = await ask('/w/alice/api/v1/ping', { headers: { 'x-mock-world': 'bob' } });
  const bad = await ask('/api/v1/ping', { headers: { 'x-mock-world': 'Bob' } });
  const empty = await ask('/api/v1/ping', { headers: { 'x-mock-world': '' } });

  expect(two).toMatchObject({
    status: 400,
    body: {
      code: 'two_worlds',
      error: 'the path names the world "alice", and the header x-mock-world "bob"',
      hint: 'name the world in one of the two places',
    },
  });
  expect([bad, empty].map(({ status, body }) => [status, body.code])).toEqual([
    [400, 'bad_world_name'],
    [400, 'bad_world_name'],
  ]);
});

test('where worlds are declared, an unknown name is refused with the nearest', async () => {
  const { ask, hubOf } = await worldServer({ worlds: 'declared' });
  hubOf('alice');

  expect((await ask('/w/alice/api/v1/ping')).status).toBe(200);
  expect(await ask('/w/alise/api/v1/ping')).toEqual({
    status: 404,
    body: {
      error: 'there is no world "alise"',
      code: 'unknown_world',
      hint: 'the nearest is alice; POST /__admin/worlds with {"name": "alise"} makes it',
    },
  });
  expect((await ask('/w/quite-another/api/v1/ping')).body.hint).toContain('there are default, alice; POST');
  expect((await ask('/api/v1/ping')).status).toBe(200);
});

test('of too many worlds the one used least recently goes, and is never made anew by a call', async () => {
  const { ask } = await worldServer({ worldLimits: { count: 2 } });
  await create(ask, '/w/one', 'one');
  await create(ask, '/w/two', 'two');
  await create(ask, '/w/one', 'one again');

  await create(ask, '/w/three', 'three');

  const told = await create(ask, '/w/two', 'silently fresh');
  expect(told).toMatchObject({ status: 410, body: { code: 'world_dropped' } });
  expect(told.body.error).toMatch(/^the world "two" was dropped at \d{4}-.*Z: there were too many worlds/);
  expect(told.body.hint).toBe('POST /__admin/worlds with {"name": "two"} makes it anew; --worlds-limit allows more');
  expect(await titles(ask, '/w/one')).toEqual(['one', 'one again']);
});

test('a world that nobody uses for too long goes, but not while it still has to answer', async () => {
  vi.useFakeTimers({ toFake: ['Date'] });
  onTestFinished(() => void vi.useRealTimers());
  const { ask, hubOf } = await worldServer({ worldLimits: { idleMs: 1000 } });
  await ask('/w/idle/api/v1/ping');
  let finish = () => {};
  const waiting = new Promise<string>((resolve) => {
    finish = () => resolve('done');
  });
  const started = new Promise<void>((resolve) => {
    hubOf('busy').stubCommand('wait', () => {
      resolve();
      return waiting;
    });
  });
  const { body } = await create(ask, '/w/busy', 'busy');
  const answer = ask('/w/busy/api/v1/project_exec', { body: { project_id: body.project_id, command: 'wait' } });
  await started;

  vi.setSystemTime(Date.now() + 1001);
  const told = await ask('/w/idle/api/v1/ping');
  finish();

  expect(told).toMatchObject({ status: 410, body: { code: 'world_dropped' } });
  expect(told.body.error).toContain('nobody had used it for too long');
  expect((await answer).body).toMatchObject({ event: 'project_exec_output', stdout: 'done' });
});

test('when memory runs short, worlds go, those used least recently first', async () => {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  const { ask } = await worldServer({ worldLimits: { memoryBytes: 1 } });
  for (const name of ['one', 'two']) await ask(`/w/${name}/api/v1/ping`);

  collect();
  // The process is told of a collection a turn later.
  await turns(10);

  const told = await ask('/w/one/api/v1/ping');
  expect(told).toMatchObject({ status: 410, body: { code: 'world_dropped' } });
  expect(told.body.error).toContain('memory ran short');
});

test('when the names of dropped worlds are too many to be kept, no call makes a world any more', async () => {
  const { ask } = await worldServer({ worldLimits: { count: 1, tombstones: 2 } });
  for (const name of ['a', 'b', 'c', 'd']) await ask(`/w/${name}/api/v1/ping`);

  expect((await ask('/w/b/api/v1/ping')).body).toMatchObject({ code: 'world_dropped' });
  expect(await ask('/w/a/api/v1/ping')).toMatchObject({ status: 410, body: { code: 'world_perhaps_dropped' } });
  expect(await ask('/w/new/api/v1/ping')).toMatchObject({ status: 410, body: { code: 'world_perhaps_dropped' } });
  expect((await ask('/w/d/api/v1/ping')).status).toBe(200);
});

test('a command under way in a world that is dropped is answered, and nothing of the world is left', async () => {
  const { ask, hubOf } = await worldServer({ worldLimits: { count: 1 } });
  const { body } = await create(ask, '/w/one', 'one');
  const hub = hubOf('one');
  const exec = { project_id: body.project_id, command: 'while true; do echo line >> late.txt; done', bash: true };
  const answer = ask('/w/one/api/v1/project_exec', { body: exec });
  await ask('/w/one/api/v1/project_exec', { body: { ...exec, command: 'true' } });

  await ask('/w/two/api/v1/ping');

  expect((await answer).body.error).toContain('cocalc-mock-hub ended this call');
  const { state } = hub;
  expect((await hub.call('v1/ping', {}, { key: 'sk_owner' })).kind).toBe('unsimulated');
  expect(hub.state).toBe(state);
});

test('the clock of a world that stands still moves alone', async () => {
  const { ask, hubOf } = await worldServer({ clock: virtualClock('2020-01-01T00:00:00Z') });
  const clock = hubOf('alice').clock as unknown as { advance(ms: number): void };

  clock.advance(86_400_000);

  const now = async (prefix: string) =>
    (await ask(`${prefix}/api/conat/hub`, { body: { name: 'system.ping', args: [] } })).body.now;
  expect(new Date(await now('/w/alice')).toISOString()).toBe('2020-01-02T00:00:00.000Z');
  expect(new Date(await now('/w/bob')).toISOString()).toBe('2020-01-01T00:00:00.000Z');
  expect(new Date(await now('')).toISOString()).toBe('2020-01-01T00:00:00.000Z');
});

test('the log says which world a call was for', async () => {
  const lines: string[] = [];
  const { ask } = await worldServer({ log: (line) => lines.push(line) });

  await ask('/api/v1/ping');
  await ask('/w/alice/api/v1/ping');

  expect(lines.map((line) => line.trim().split(' ').at(-1))).toEqual(['custom', 'alice']);
});

test('in code, a world that was dropped or cannot be is an error', async () => {
  const { hubOf } = await worldServer({ worldLimits: { count: 1 } });
  hubOf('one');
  hubOf('two');

  expect(() => hubOf('one')).toThrow('the world "one" was dropped');
  expect(() => hubOf('No')).toThrow('"No" is no name of a world; a name has 1 to 63');
});
