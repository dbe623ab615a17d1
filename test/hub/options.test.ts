/** What is given in code is looked at before it is used. */
import { expect, test } from 'vitest';
import { fetchHandler } from '../../src/adapters/fetch.ts';
import { nodeHandler } from '../../src/adapters/node.ts';
import { systemClock, virtualClock } from '../../src/hub/clock.ts';
import { createHub } from '../../src/hub/create.ts';
import { fakeWorld } from '../../src/server/fake.ts';
import { startServer } from '../../src/server/index.ts';

test.each([
  [{ wrld: 'empty' }, 'options.wrld is not known; did you mean world?'],
  [{ Profile: 'observed' }, 'options.Profile is not known; did you mean profile?'],
  [{ frobnicate: 1 }, 'options.frobnicate is not known; there are seed, profile, '],
  [{ profile: 'foo' }, 'options.profile should be one of documented, observed, but is "foo"'],
  [{ lifecycle: 1000 }, 'options.lifecycle should be an object, but is 1000'],
  [{ lifecycle: { kind: 'after', sm: 5 } }, 'options.lifecycle.sm is not known'],
  [{ seed: 5 }, 'options.seed should be a text, but is 5'],
  [{ strict: 'yes' }, 'options.strict should be true or false, but is "yes"'],
  [{ clock: 'tomorrow' }, 'options.clock should be a clock, as systemClock or virtualClock(…), but is "tomorrow"'],
  [{ clock: { ...systemClock, now: () => Number.NaN } }, 'options.clock should be a clock'],
  [{ onAnswer: 'print' }, 'options.onAnswer should be a function, but is "print"'],
  [{ commands: { maxStep: 5 } }, 'options.commands.maxStep is not known; did you mean maxSteps?'],
  [{ commands: { maxSteps: -1 } }, 'options.commands.maxSteps should be a whole number from 0 to '],
  [{ notebooks: { warm: 'two' } }, 'options.notebooks.warm should be a whole number from 0 to '],
  [{ like: 'prod' }, 'options.like should be one of production, but is "prod"'],
  [{ world: 5 }, 'options.world should be a text, but is 5; or options.world should be an object, but is 5'],
  [{ world: { acounts: {} } }, 'world.acounts is not known; did you mean accounts?'],
  [
    { world: { accounts: { ada: { api_kye: 'sk_1' } } } },
    'world.accounts.ada.api_kye is not known; did you mean api_key?',
  ],
  [
    { world: { accounts: { ada: { banned: 'no' } } } },
    'world.accounts.ada.banned should be true or false, but is "no"',
  ],
  [
    { world: { projects: { p: { files: { 'a.txt': 5 } } } } },
    'world.projects.p.files["a.txt"] should be a text, but is 5',
  ],
  [{ world: { site: { site_nam: 'x' } } }, 'world.site.site_nam is not known; did you mean site_name?'],
  ['classroom', 'options should be an object, but is "classroom"'],
])('createHub(%j) is refused with what is valid', (options, words) => {
  expect(() => createHub(options as never)).toThrow(words);
});

test('options that say nothing count as left out', () => {
  const hub = createHub({
    world: undefined,
    profile: undefined,
    clock: undefined,
    commands: { maxSteps: undefined } as never,
  });

  expect(hub.state.profile).toBe('documented');
});

test('what worlds are made by passes', () => {
  for (const world of ['classroom', 'empty', 'api-examples', fakeWorld({ accounts: 3 })]) {
    expect(() => createHub({ world, clock: virtualClock() })).not.toThrow();
  }
});

test.each([
  [{ prt: 1 }, 'options.prt is not known; did you mean port?'],
  [{ port: 65_536 }, 'options.port should be a whole number from 0 to 65535, but is 65536'],
  [{ limits: { conections: 1 } }, 'options.limits.conections is not known; did you mean connections?'],
  [{ log: true }, 'options.log should be a function, but is true'],
  [{ wrld: 'empty' }, 'options.wrld is not known; did you mean world?'],
])('startServer(%j) is refused with what is valid', async (options, words) => {
  await expect(startServer(options as never)).rejects.toThrow(words);
});

test.each([
  [{ basPath: '/x' }, 'options.basPath is not known; did you mean basePath?'],
  [{ basePath: 'x' }, 'options.basePath should be a path that begins with /, or nothing, but is "x"'],
  [{ bodyLimit: 0 }, 'options.bodyLimit should be a number of bytes, but is 0'],
])('adapters refuse %j', (options, words) => {
  for (const adapter of [nodeHandler, fetchHandler])
    expect(() => adapter(createHub(), options as never)).toThrow(words);
});

const KEY = { key: 'sk_00000000000000000teacher' };

test.each([
  [{ id: () => 1 }, 'body.id should be what JSON can say'],
  [{ id: Symbol('x') }, 'body.id should be what JSON can say'],
  [{ id: 5n }, 'body.id should be what JSON can say, but is 5'],
  [{ id: [1, Number.NaN] }, 'body.id[1] should be what JSON can say, but is NaN'],
  [{ id: Number.POSITIVE_INFINITY }, 'body.id should be what JSON can say, but is Infinity'],
  [{ id: { deep: new Map([[1, 2]]) } }, 'body.id.deep should be what JSON can say, but is "Map"'],
  [{ id: new Uint8Array(2) }, 'body.id should be what JSON can say, but is "Uint8Array"'],
  [5, 'body should be an object, but is 5'],
])('a call does not send %o', async (body, words) => {
  await expect(createHub().call('v1/ping', body as never, KEY)).rejects.toThrow(words);
});

test('a call may leave a member undefined, and send a date as the text that it is in JSON', async () => {
  const { body } = await createHub().call('v1/ping', { id: undefined } as object, KEY);
  expect(body).toMatchObject({ event: 'pong' });

  const dated = await createHub().call('v1/ping', { id: new Date(0) } as object, KEY);
  expect(dated.body).toMatchObject({ id: '1970-01-01T00:00:00.000Z' });
});

test('options of a call are its key and address', async () => {
  await expect(createHub().call('v1/ping', {}, { kye: 'x' } as never)).rejects.toThrow(
    'options.kye is not known; there are key, ip, project_id, timeout',
  );
});

test.each([
  ['make', 42, 'reply should be a text, but is 42'],
  ['make', { stdot: '' }, 'reply.stdot is not known; did you mean stdout?'],
  ['make', { exit_code: 'one' }, 'reply.exit_code should be a number, but is "one"'],
  ['make', { failure: 'boom' }, 'reply.failure should be one of timeout, signal, ENOENT, '],
  [42, 'done', 'pattern should be a text, a regular expression or a function, but is 42'],
])('stubCommand(%j, %j) is refused', (pattern, reply, words) => {
  expect(() => createHub().stubCommand(pattern as never, reply as never)).toThrow(words);
});

test.each([
  ['', 'x', 'name should be the name of a kernel, but is ""'],
  ['sagemath', 42, 'reply should be a text, but is 42'],
  ['sagemath', [5], 'reply[0] should be an object, but is 5'],
])('stubKernel(%j, %j) is refused', (name, reply, words) => {
  expect(() => createHub().stubKernel(name, reply as never)).toThrow(words);
});

test('a stub that makes a reply of the wrong kind fails the call that met it', async () => {
  const hub = createHub();
  hub.stubCommand('make', () => 42 as never);
  const [project] = [...hub.state.projects.values()];

  await expect(
    hub.call('v1/project_exec', { project_id: project?.project_id ?? '', command: 'make' }, KEY),
  ).rejects.toThrow('reply should be a text, but is 42');
});
