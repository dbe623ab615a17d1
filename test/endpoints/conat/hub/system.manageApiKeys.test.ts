import { expect, test } from 'vitest';
import type { Json, JsonObject } from '../../../../src/core/json.ts';
import { put } from '../../../../src/core/state.ts';
import { ADMIN, id, NOW, OTHER, OWNER, PROJECT, testHub, UNKNOWN } from '../../../hub.ts';

const NOT_COLLABORATOR = 'Error: user must be collaborator on project to manage project_id api keys';

type Test = ReturnType<typeof testHub>;

/** What the function answers to the named person. */
async function manage({ hubAs }: Test, name: string, request: JsonObject): Promise<Json> {
  return hubAs(name)('system.manageApiKeys', request);
}

/** A new key's row, secret and all. */
async function created(world: Test, name: string, request: JsonObject = {}): Promise<JsonObject> {
  const [row] = (await manage(world, name, { action: 'create', ...request })) as [JsonObject];
  return row;
}

/** Numbers of the keys that are shown, in their order. */
async function idsShown(world: Test, name: string, request: JsonObject = {}): Promise<Json[]> {
  const rows = (await manage(world, name, { action: 'get', ...request })) as JsonObject[];
  return rows.map((row) => row.id as Json);
}

test('makes a key and shows its secret, of which the last six characters tell the number', async () => {
  const world = testHub();

  expect(await created(world, 'owner', { name: 'laptop' })).toEqual({
    id: 1,
    account_id: OWNER,
    expire: null,
    created: NOW,
    name: 'laptop',
    last_active: null,
    trunc: 'sk-...000001',
    secret: expect.stringMatching(/^sk-[0-9A-XZa-ik-z]{16}000001$/),
  });
  expect(await created(world, 'other')).toMatchObject({ id: 2, account_id: OTHER, name: null, trunc: 'sk-...000002' });
});

test('numbers are not used again, and are written to base 62', async () => {
  const world = testHub();
  const earlier = { account_id: ADMIN, project_id: null, name: null, created: 0, expire: null, last_active: null };
  world.hub.update((state) => put(state, 'apiKeys', { ...earlier, id: 61, secret: 'sk-earlier' }));

  expect(await created(world, 'owner')).toMatchObject({ id: 62, trunc: 'sk-...000010' });
  await manage(world, 'owner', { action: 'delete', id: 62 });
  expect(await created(world, 'owner')).toMatchObject({ id: 63, trunc: 'sk-...000011' });
});

test('shows the keys of the caller, the newest first, without their secrets', async () => {
  const world = testHub();
  await created(world, 'owner', { name: 'old' });
  world.clock.advance(1000);
  await created(world, 'owner', { name: 'new', expire: '2021-01-01T00:00:00Z' });
  await created(world, 'owner', { project_id: PROJECT });
  await created(world, 'other');

  expect(await manage(world, 'owner', { action: 'get' })).toEqual([
    {
      id: 2,
      account_id: OWNER,
      expire: '2021-01-01T00:00:00.000Z',
      created: '2020-09-17T03:08:34.230Z',
      name: 'new',
      trunc: 'sk-...000002',
      last_active: null,
    },
    {
      id: 1,
      account_id: OWNER,
      expire: null,
      created: NOW,
      name: 'old',
      trunc: 'sk-...000001',
      last_active: null,
    },
  ]);
  expect(await idsShown(world, 'admin')).toEqual([]);
});

test('shows when a key was last used, be it by the very call that asks', async () => {
  const world = testHub();
  const { secret } = await created(world, 'owner');
  world.clock.advance(5000);

  const call = { name: 'system.manageApiKeys', args: [{ action: 'get' }] };
  const { body } = await world.hub.call('conat/hub', call, { key: secret as string });

  expect(body).toMatchObject([{ id: 1, last_active: '2020-09-17T03:08:38.230Z' }]);
});

test('shows one key by its number: of the caller, be it for a project, but of nobody else', async () => {
  const world = testHub();
  await created(world, 'owner', { name: 'mine' });
  await created(world, 'owner', { name: 'of project', project_id: PROJECT });

  expect(await manage(world, 'owner', { action: 'get', id: 1 })).toMatchObject([{ id: 1, name: 'mine' }]);
  expect(await manage(world, 'owner', { action: 'get', id: '2' })).toMatchObject([{ id: 2, name: 'of project' }]);
  expect(await manage(world, 'owner', { action: 'get', id: 3 })).toEqual([null]);
  expect(await manage(world, 'other', { action: 'get', id: 1 })).toEqual([null]);
  expect(await idsShown(world, 'owner', { id: 0 })).toEqual([1]);
});

test('lets collaborators see, change and delete all keys of a project, but no other key', async () => {
  const world = testHub({ project: { users: { owner: 'owner', other: 'collaborator' } } });
  await created(world, 'owner', { project_id: PROJECT, name: 'first' });
  await created(world, 'owner', { name: 'mine' });
  const ofProject = (request: JsonObject) => manage(world, 'other', { project_id: PROJECT, ...request });

  expect(await ofProject({ action: 'get' })).toMatchObject([{ id: 1, account_id: OWNER, name: 'first' }]);
  expect(await ofProject({ action: 'get', id: 2 })).toEqual([null]);
  expect(await ofProject({ action: 'edit', id: 1, name: 'second' })).toBeNull();
  expect(await ofProject({ action: 'get', id: 1 })).toMatchObject([{ name: 'second' }]);
  expect(await ofProject({ action: 'delete', id: 2 })).toBeNull();
  expect(await ofProject({ action: 'delete', id: 1 })).toBeNull();
  expect(await ofProject({ action: 'get' })).toEqual([]);
  expect(await idsShown(world, 'owner')).toEqual([2]);
});

test.each([
  ['a stranger', 'other', PROJECT],
  ['an admin', 'admin', PROJECT],
  ['the owner of another project', 'owner', UNKNOWN],
])('refuses %s the keys of a project', async (_who, name, project_id) => {
  const world = testHub();

  for (const action of ['get', 'create', 'edit', 'delete', 'nosuch']) {
    expect(await manage(world, name, { action, project_id, id: 1 })).toEqual({ error: NOT_COLLABORATOR });
  }
});

test.each(['', 'abc', 5, {}])('refuses %j as the id of a project', async (project_id) => {
  expect(await manage(testHub(), 'owner', { action: 'get', project_id })).toEqual({
    error: "Error: invalid account_id or project_id -- all must be valid uuid's",
  });
});

test('takes a project that is null for none', async () => {
  const world = testHub();
  await created(world, 'owner', { project_id: null });

  expect(await idsShown(world, 'owner')).toEqual([1]);
});

test('knows a project by its id in capitals', async () => {
  const world = testHub();
  await created(world, 'owner', { project_id: PROJECT.toUpperCase() });

  expect(await idsShown(world, 'owner', { project_id: PROJECT })).toEqual([1]);
});

test('changes name and expiry; a name stays where none is sent, and an expiry goes by null', async () => {
  const world = testHub();
  await created(world, 'owner', { name: 'one', expire: '2030-01-01T00:00:00Z' });
  const row = async () => ((await manage(world, 'owner', { action: 'get', id: 1 })) as JsonObject[])[0];

  await manage(world, 'owner', { action: 'edit', id: 1, name: 'two' });
  expect(await row()).toMatchObject({ name: 'two', expire: '2030-01-01T00:00:00.000Z' });

  await manage(world, 'owner', { action: 'edit', id: 1, name: null, expire: '2031-01-01T00:00:00Z' });
  expect(await row()).toMatchObject({ name: 'two', expire: '2031-01-01T00:00:00.000Z' });

  await manage(world, 'owner', { action: 'edit', id: 1, expire: null });
  expect(await row()).toMatchObject({ name: 'two', expire: null });
});

test.each([
  [999999, 'Error: no api key with id 999999'],
  [undefined, 'Error: no api key with id undefined'],
  [null, 'Error: no api key with id null'],
  ['x', 'error: invalid input syntax for type integer: "x"'],
  [1.5, 'error: invalid input syntax for type integer: "1.5"'],
  [2 ** 31, 'error: value "2147483648" is out of range for type integer'],
])('refuses to change the key with the number %j', async (number, error) => {
  const world = testHub();
  const request = number === undefined ? {} : { id: number };

  expect(await manage(world, 'owner', { action: 'edit', name: 'x', ...request })).toEqual({ error });
});

test("refuses to change somebody else's key, and deletes none", async () => {
  const world = testHub();
  await created(world, 'owner');

  expect(await manage(world, 'other', { action: 'edit', id: 1, name: 'x' })).toEqual({
    error: 'Error: no api key with id 1',
  });
  expect(await manage(world, 'other', { action: 'delete', id: 1 })).toBeNull();
  expect(await idsShown(world, 'owner')).toEqual([1]);
});

test('deletes a key of the caller, and says nothing of one that is not there', async () => {
  const world = testHub();
  await created(world, 'owner');
  await created(world, 'owner', { project_id: PROJECT });

  for (const number of [1, 2, 2, 7, null]) {
    expect(await manage(world, 'owner', { action: 'delete', id: number })).toBeNull();
  }
  expect(world.hub.state.apiKeys.size).toBe(0);
  expect(world.hub.state.apiKeys.valuesBy('secret')).toEqual([]);
  expect(world.hub.state.apiKeys.valuesBy('owner')).toEqual([]);
});

test('does nothing for an action that it does not know', async () => {
  const world = testHub();

  for (const request of [{ action: 'nosuch' }, { action: null }, {}]) {
    expect(await manage(world, 'owner', request)).toBeNull();
  }
  expect(await world.hubAs('owner')('system.manageApiKeys')).toBeNull();
});

test('takes a name of 128 characters and no longer', async () => {
  const world = testHub();

  expect(await created(world, 'owner', { name: 'x'.repeat(128) })).toMatchObject({ name: 'x'.repeat(128) });
  expect(await manage(world, 'owner', { action: 'create', name: 'x'.repeat(129) })).toEqual({
    error: 'error: value too long for type character varying(128)',
  });
});

test('refuses an expiry that is no time', async () => {
  const world = testHub();

  expect(await manage(world, 'owner', { action: 'create', expire: 'soon' })).toEqual({
    error: 'error: invalid input syntax for type timestamp: "soon"',
  });
  expect(await manage(world, 'owner', { action: 'create', expire: 1_600_000_000_000 })).toEqual({
    error: expect.stringContaining('does not simulate the parameter "expire" as a number'),
  });
  expect(world.hub.state.apiKeys.size).toBe(0);
});

test('an account makes at most 100,000 keys, those for projects among them', async () => {
  const world = testHub();
  world.hub.update((state) => {
    const made = { account_id: OWNER, project_id: null, name: null, created: 0, expire: null, last_active: null };
    return Array.from({ length: 99_999 }, (_, at) => ({ ...made, id: at + 1, secret: `sk-${at}` })).reduce(
      (result, key) => put(result, 'apiKeys', key),
      state,
    );
  });

  expect(await created(world, 'owner', { project_id: PROJECT })).toMatchObject({ id: 100_000 });
  expect(await manage(world, 'owner', { action: 'create' })).toEqual({
    error: 'Error: There is a limit of 100000 per account; please delete some api keys.',
  });
  expect(await created(world, 'admin')).toMatchObject({ account_id: ADMIN });
});

test("a caller's own account is meant, whatever account is sent", async () => {
  const world = testHub();

  expect(await created(world, 'owner', { account_id: id('account', 2) })).toMatchObject({ account_id: OWNER });
});
