import { expect, test } from 'vitest';
import type { Json, JsonObject } from '../../../../src/core/json.ts';
import { put } from '../../../../src/core/state.ts';
import { NOW, OWNER, PROJECT, testHub, UNKNOWN } from '../../../hub.ts';

const now = Date.parse(NOW);
const LICENSE = '11111111-2222-4333-8444-555555555555';
const OTHER_LICENSE = '66666666-2222-4333-8444-555555555555';

/** The project that comes of the options. */
async function created(options?: JsonObject, caller = 'owner', world = testHub()) {
  const project_id = await world.hubAs(caller)('projects.createProject', ...(options === undefined ? [] : [options]));
  expect(project_id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/);
  return world.hub.state.projects.get(project_id as string);
}

async function refused(options: Json, caller = 'owner') {
  const { hub, hubAs } = testHub();
  const before = hub.state.projects;
  const answer = await hubAs(caller)('projects.createProject', options);
  expect(hub.state.projects).toBe(before);
  return answer;
}

test('makes a project of the caller, stopped, with the defaults of the hub', async () => {
  for (const options of [undefined, {}, { title: null, account_id: UNKNOWN, nosuch: 1 }]) {
    expect(await created(options)).toMatchObject({
      title: 'No Title',
      description: '',
      users: { [OWNER]: { group: 'owner' } },
      compute_image: 'ubuntu2404',
      site_license: null,
      created: now,
      last_edited: now,
      state: { ip: '127.0.0.1', state: 'opened', time: now },
      deleted: null,
      columns: {},
    });
  }
});

test('is seen in queries of both generations', async () => {
  const world = testHub();
  const project = await created({ title: 'Mine', description: 'd', ephemeral: 1 }, 'owner', world);
  const query = { projects_all: [{ project_id: project?.project_id as string, title: null, description: null }] };
  const row = { projects_all: [{ project_id: project?.project_id, title: 'Mine', description: 'd' }] };

  expect(await world.hubAs('owner')('db.userQuery', { query })).toEqual(row);
  expect((await world.as('owner')('query', { query })).query).toEqual(row);
});

test('writes down texts as the database reads them', async () => {
  expect(await created({ title: '', description: null, image: 'nosuch-image' })).toMatchObject({
    title: '',
    description: '',
    compute_image: 'nosuch-image',
  });
  expect((await created({ title: 5 }))?.title).toBe('5');
  expect((await created({ title: { a: 1 } }))?.title).toBe('{"a":1}');
  expect((await created({ title: 'x'.repeat(5000) }))?.title).toHaveLength(5000);
});

test('takes of the licences those that are ids, be there such licences or not', async () => {
  const licensesOf = async (options: JsonObject) => (await created(options))?.site_license;

  expect(await licensesOf({ license: 'abc' })).toBe(null);
  expect(await licensesOf({ license: '' })).toBe(null);
  expect(await licensesOf({ license: LICENSE })).toEqual({ [LICENSE]: {} });
  expect(await licensesOf({ license: ` ${LICENSE} ,abc,${OTHER_LICENSE}` })).toEqual({
    [LICENSE]: {},
    [OTHER_LICENSE]: {},
  });
  expect(await licensesOf({ license: LICENSE, customize: { license: OTHER_LICENSE } })).toEqual({
    [LICENSE]: {},
    [OTHER_LICENSE]: {},
  });
  for (const license of [5, true, {}, [LICENSE]]) {
    expect(await refused({ license })).toEqual({ error: 'TypeError: opts.license.split is not a function' });
  }
});

test('takes the licence of a shared path that is not listed, and nothing else of it', async () => {
  const world = testHub({ project: { public_paths: [{ path: 'a', unlisted: true }, { path: 'b' }] } });
  world.hub.update((state) =>
    [...state.publicPaths.values()].reduce(
      (result, path) => put(result, 'publicPaths', { ...path, columns: { site_license_id: LICENSE } }),
      state,
    ),
  );
  const [unlisted, listed] = [...world.hub.state.publicPaths.values()].map(({ id }) => id) as [string, string];

  expect((await created({ public_path_id: unlisted }, 'owner', world))?.site_license).toEqual({ [LICENSE]: {} });
  expect((await created({ public_path_id: listed }, 'owner', world))?.site_license).toBe(null);
  expect((await created({ public_path_id: 'a'.repeat(40) }, 'owner', world))?.site_license).toBe(null);
});

test('keeps how long the project may live, which has to be an integer of the database', async () => {
  const bigint = (text: string) => ({ error: `error: invalid input syntax for type bigint: "${text}"` });
  expect((await created({ ephemeral: 3600000 }))?.columns).toEqual({ ephemeral: 3600000 });
  expect((await created({ ephemeral: '60' }))?.columns).toEqual({ ephemeral: 60 });
  expect((await created({ ephemeral: null }))?.columns).toEqual({});

  expect(await refused({ ephemeral: 'soon' })).toEqual(bigint('soon'));
  expect(await refused({ ephemeral: 1.5 })).toEqual(bigint('1.5'));
  expect(await refused({ ephemeral: '9223372036854775808' })).toEqual({
    error: 'error: value "9223372036854775808" is out of range for type bigint',
  });
  expect((await created({ ephemeral: '-9223372036854775808' }))?.columns.ephemeral).toBe(-(2 ** 63));
});

test('can keep the project off the internet', async () => {
  expect((await created({ customize: { disableInternet: true } }))?.columns).toEqual({
    settings: { disableInternet: true },
  });
  expect((await created({ customize: { disableInternet: false }, noPool: true }))?.columns).toEqual({});
});

test('lets site admins choose the id', async () => {
  const id = 'aaaaaaaa-bbbb-4ccc-8ddd-01a20045d4bb';
  expect((await created({ project_id: id }, 'admin'))?.project_id).toBe(id);

  expect(await refused({ project_id: id })).toEqual({ error: 'Error: only admins can specify the project_id' });
  expect(await refused({ project_id: 'abc' }, 'admin')).toEqual({
    error: 'error: invalid input syntax for type uuid: "abc"',
  });
  expect(await refused({ project_id: PROJECT }, 'admin')).toEqual({
    error: 'error: duplicate key value violates unique constraint "projects_pkey"',
  });
});

test('refuses what no text of the database can hold, and what is no object', async () => {
  expect(await refused({ title: '\0' })).toEqual({ error: 'error: invalid byte sequence for encoding "UTF8": 0x00' });
  expect(await refused('a title')).toEqual({
    error: "TypeError: Cannot create property 'account_id' on string 'a title'",
  });
});

test('does not simulate a licence of the kind that hides in `customize` as anything but text', async () => {
  expect(await refused({ customize: { license: 5 } })).toEqual({
    error: expect.stringContaining('the parameter "customize.license" as anything but text'),
  });
});

test('answers before a project that should start does', async () => {
  const world = testHub({ lifecycle: { kind: 'after', ms: 1600 } });
  const project = await created({ start: true }, 'owner', world);
  const state = () => world.hubAs('owner')('projects.state', { project_id: project?.project_id as string });

  expect(await state()).toEqual({ state: 'starting' });
  world.clock.advance(1600);
  expect(await state()).toMatchObject({ state: 'running' });
});
