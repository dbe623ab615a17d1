import { expect, test } from 'vitest';
import type { JsonObject } from '../../../src/core/json.ts';
import { COPY, copyHub, SOURCE, TARGET } from '../../copies.ts';
import { ADMIN, id, NOW, UNKNOWN } from '../../hub.ts';

const EVENT = 'copy_public_path_between_projects';
const now = Date.parse(NOW);

/** A hub whose source project shares the directory `A`. */
function publicHub(options: Parameters<typeof copyHub>[0] = {}) {
  return copyHub({
    files: { 'A/doc.txt': 'hello', 'A/x.sage-history': '', 'B/doc.txt': 'private' },
    source: { public_paths: [{ path: 'A' }] },
    ...options,
  });
}

/** The answer to the request of somebody who is not in the source project. */
function copyIn({ as }: ReturnType<typeof copyHub>, request: JsonObject = {}, name = 'writer') {
  return as(name)(EVENT, { id: 1, ...COPY, ...request });
}

function refusal(error: string): JsonObject {
  return { event: 'error', id: 1, error };
}

test('copies what is public for somebody who is not in its project, under both profiles', async () => {
  for (const profile of ['documented', 'observed'] as const) {
    const world = publicHub({ profile });

    expect(await copyIn(world)).toEqual({ event: 'success', id: 1 });
    expect(world.filesOf(TARGET)).toEqual({ 'A/doc.txt': 'hello' });
  }
});

test.each([
  [{ target_path: 'C/sample.txt' }, { 'C/sample.txt': 'hello' }],
  [
    { src_path: 'A', target_path: 'C' },
    { 'C/doc.txt': 'hello', 'C/x.sage-history': '' },
  ],
  [{ src_path: 'A', target_path: 'C', exclude_history: true }, { 'C/doc.txt': 'hello' }],
])('copies as %j say', async (request, files) => {
  const world = publicHub();

  expect(await copyIn(world, request)).toEqual({ event: 'success', id: 1 });
  expect(world.filesOf(TARGET)).toEqual(files);
});

test('leaves a trace: an operation that is public', async () => {
  const world = publicHub();

  await copyIn(world, { timeout: 5 });

  expect([...world.hub.state.copies.values()]).toMatchObject([
    { public: true, source_path: 'A/doc.txt', timeout: 5, started: now, finished: now, error: null },
  ]);
});

test('refuses a target that is no project id, or that the caller may not write to, before it looks at the source', async () => {
  const world = publicHub();
  const wrong = { src_project_id: 'foo' };

  expect(await copyIn(world, { ...wrong, target_project_id: 'bar' })).toEqual(refusal('invalid project_id -- bar'));
  expect(await copyIn(world, wrong, 'viewer')).toEqual(
    refusal(`user must have write access to target project ${TARGET}`),
  );
  expect(await copyIn(world, { ...wrong, target_project_id: UNKNOWN })).toEqual(
    refusal(`user must have write access to target project ${UNKNOWN}`),
  );
  expect(await copyIn(world, wrong)).toEqual(refusal('invalid project_id -- foo'));
});

test('refuses what is not public, even to the owner', async () => {
  const world = publicHub();
  const notPublic = (path: string, project_id = SOURCE) =>
    refusal(`path '${path}' of project with id '${project_id}' is not public`);

  expect(await copyIn(world, { src_path: 'B/doc.txt' })).toEqual(notPublic('B/doc.txt'));
  expect(await copyIn(world, { src_path: 'B/doc.txt' }, 'owner')).toEqual(notPublic('B/doc.txt'));
  expect(await copyIn(world, { src_path: 'A/../B/doc.txt' })).toEqual(notPublic('A/../B/doc.txt'));
  expect(await copyIn(world, { src_path: '' })).toEqual(notPublic(''));
  expect(await copyIn(world, { src_project_id: UNKNOWN })).toEqual(notPublic('A/doc.txt', UNKNOWN));
  expect(world.hub.state.copies.size).toBe(0);
});

test('refuses what is no longer public', async () => {
  const world = publicHub({ source: { public_paths: [{ path: 'A', disabled: true }] } });

  expect(await copyIn(world)).toEqual(refusal(`path 'A/doc.txt' of project with id '${SOURCE}' is not public`));
});

test('refuses in the words of the database, and with what made the copy fail', async () => {
  const world = publicHub();

  expect(await copyIn(world, { backup: 'maybe' })).toEqual(
    refusal('postgresql Error: invalid input syntax for type boolean: "maybe"'),
  );
  expect(await copyIn(world, { timeout: 'soon' })).toEqual(
    refusal('postgresql Error: invalid input syntax for type numeric: "soon"'),
  );
  expect(await copyIn(world, { src_path: 'A/no.txt' })).toEqual(
    refusal(`link_stat "/projects/${SOURCE}/A/no.txt" failed: No such file or directory (2)`),
  );
});

test('needs source, path and target, and always waits', async () => {
  const { as } = publicHub();
  const missing = (name: string) => ({
    error: `invalid parameters 'Error: misc.defaults -- TypeError: property '${name}' must be specified: '`,
  });
  const unexpected = (name: string) => ({
    error: `invalid parameters 'Error: misc.defaults -- TypeError: got an unexpected argument '${name}' '`,
  });

  expect(await as('writer')(EVENT)).toEqual(missing('src_project_id'));
  expect(await as('writer')(EVENT, { src_project_id: SOURCE })).toEqual(missing('src_path'));
  expect(await as('writer')(EVENT, { src_project_id: SOURCE, src_path: '' })).toEqual(missing('target_project_id'));
  expect(await as('writer')(EVENT, { ...COPY, wait_until_done: true })).toEqual(unexpected('wait_until_done'));
  expect(await as('writer')(EVENT, { ...COPY, scheduled: NOW })).toEqual(unexpected('scheduled'));
});

test('finds the source by an id in capitals', async () => {
  const world = publicHub();

  expect(await copyIn(world, { src_project_id: SOURCE.toUpperCase() })).toEqual({ event: 'success', id: 1 });
  expect(world.filesOf(TARGET)).toEqual({ 'A/doc.txt': 'hello' });
});

test('starts no project, and marks the caller as active, also when it refuses', async () => {
  const world = publicHub();

  await copyIn(world);
  await copyIn(world, { src_project_id: 'foo' }, 'admin');

  const states = [SOURCE, TARGET].map((project_id) => world.hub.state.projects.get(project_id)?.state?.state);
  expect(states).toEqual(['opened', 'opened']);
  const accounts = [id('account', 6), ADMIN].map((account) => world.hub.state.accounts.get(account)?.last_active);
  expect(accounts).toEqual([now, now]);
});
