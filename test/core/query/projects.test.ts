/** What sets on projects do to their people, their names and their state. */
import { expect, test } from 'vitest';
import type { Account } from '../../../src/core/accounts/records.ts';
import type { Json, JsonObject } from '../../../src/core/json.ts';
import { type HubState, put } from '../../../src/core/state.ts';
import { id } from '../../hub.ts';
import { A, AD, B, exampleState, hubOf, P1, P2, P3, STRANGER, T } from './example-hub.ts';

const DIALECTS = ['observed', '2026'] as const;
const SETTING = "FATAL: error setting 'users' -- Error: ";
const set = (columns: JsonObject, project_id = P1) => ({ projects_all: { project_id, ...columns } });
const users = (entries: Json, project_id = P1) => set({ users: entries }, project_id);
const forced = [{ set: true }];

const inBoth: readonly [JsonObject, string][] = [
  [{ hide: 1 }, `${SETTING}invalid type for field 'hide'`],
  [{ hide: null }, `${SETTING}invalid type for field 'hide'`],
  [{ upgrades: 5 }, `${SETTING}invalid type for field 'upgrades'`],
  [{ upgrades: { gold: 1 } }, `${SETTING}invalid upgrades field 'gold'`],
  [{ ssh_keys: 'x' }, `${SETTING}ssh_keys must be an object`],
  [{ ssh_keys: { print: 'x' } }, `${SETTING}each key in ssh_keys must be an object`],
  [{ ssh_keys: { print: { nope: 1 } } }, `${SETTING}invalid ssh_keys field 'nope'`],
];

test.each(DIALECTS.flatMap((dialect) => inBoth.map((row) => [dialect, ...row] as const)))(
  '%s refuses the own entry %j with: %s',
  async (dialect, entry, error) => {
    expect(await hubOf(dialect).ask(A, users({ [A]: entry }), forced)).toEqual({ error });
  },
);

test.each([
  ['observed', { [A]: { group: 'king' } }, `${SETTING}invalid value for field 'group'`],
  ['2026', { [A]: { group: 'king' } }, `${SETTING}invalid group value 'king' - must be 'owner' or 'collaborator'`],
  ['observed', { [A]: { constructor: 1 } }, `${SETTING}unknown field 'constructor`],
  ['2026', { [A]: { constructor: 1 } }, `${SETTING}unknown field 'constructor'`],
  [
    'observed',
    { [A]: null },
    "FATAL: error setting 'users' -- TypeError: Cannot read properties of null (reading 'group')",
  ],
  ['2026', { [A]: null }, `${SETTING}user entry must be an object`],
  ['2026', { [A]: 5 }, `${SETTING}user entry must be an object`],
  ['2026', 'x', `${SETTING}users must be an object`],
  ['2026', { constructor: {} }, `${SETTING}invalid account_id 'constructor'`],
  [
    'observed',
    { [A]: 5 },
    'cocalc-mock-hub does not simulate an entry of users that is no object: what hubs make of it is not known',
  ],
  [
    'observed',
    { [A]: { upgrades: { memory: 'x' } } },
    'cocalc-mock-hub does not simulate an upgrade that is no number: what hubs make of it is not known',
  ],
] as const)('%s refuses the people %j with: %s', async (dialect, entries, error) => {
  expect(await hubOf(dialect).ask(A, users(entries as Json), forced)).toEqual({ error });
});

/** The hubs that keep the rule whose entries a set may change: the documented one of 2020, and that of 2026. */
const KEEPING = [
  ['observed', exampleState('documented')],
  ['2026', exampleState()],
] as const;

test.each(KEEPING)('%s lets people change what is their own entry’s, and nothing of others', async (dialect, state) => {
  const { ask } = hubOf(dialect, state);
  const key = { print: { title: 't', value: 'v', creation_date: 1, last_use_date: 2 } };

  expect(await ask(B, users({ [B]: { hide: true, ssh_keys: key } }))).toEqual({ result: {} });
  // What is stored already can be sent along.
  expect(
    await ask(A, users({ [A]: { hide: false }, [B]: { group: 'collaborator', hide: true, ssh_keys: key } })),
  ).toEqual({ result: {} });
  expect(await ask(A, users({ [B]: { ssh_keys: {} } }))).toEqual({
    error: `${SETTING}users set queries may only change ssh_keys for the requesting account`,
  });
  expect(await ask(A, users({ [B]: { upgrades: { memory: 1 } } }))).toEqual({
    error: `${SETTING}users set queries may only change upgrades for the requesting account`,
  });
  expect(await ask(A, users({ [B]: { hide: false } }))).toEqual({
    error: "cocalc-mock-hub does not simulate changing another user's hide: what hubs make of it is not known",
  });
  expect(await ask(A, users(null))).toEqual({
    result: users({
      [A]: { group: 'owner', hide: false },
      [B]: { group: 'collaborator', hide: true, ssh_keys: key },
    }),
  });
});

test.each(KEEPING)('%s lets nobody give or change a group, not even an admin', async (dialect, state) => {
  const { ask } = hubOf(dialect, state);
  const error = `${SETTING}changing collaborator group via user_set_query is not allowed`;

  for (const [as, member, group] of [
    [A, B, 'owner'],
    [A, A, 'collaborator'],
    [A, STRANGER, 'collaborator'],
    [AD, AD, 'owner'],
  ] as const) {
    expect(await ask(as, users({ [member]: { group } }))).toEqual({ error });
  }
});

const key = { print: { title: 't', value: 'v' } };

test.each<[string, JsonObject, JsonObject]>([
  [B, { [B]: { group: 'owner' } }, { [A]: { group: 'owner' }, [B]: { group: 'owner' } }],
  [A, { [A]: { group: 'collaborator' } }, { [A]: { group: 'collaborator' }, [B]: { group: 'collaborator' } }],
  [A, { [B]: { hide: true } }, { [A]: { group: 'owner' }, [B]: { group: 'collaborator', hide: true } }],
  [A, { [B]: { ssh_keys: key } }, { [A]: { group: 'owner' }, [B]: { group: 'collaborator', ssh_keys: key } }],
  [
    A,
    { [STRANGER]: { group: 'collaborator' } },
    { [A]: { group: 'owner' }, [B]: { group: 'collaborator' }, [STRANGER]: { group: 'collaborator' } },
  ],
  [
    A,
    { [STRANGER]: { hide: true } },
    { [A]: { group: 'owner' }, [B]: { group: 'collaborator' }, [STRANGER]: { hide: true } },
  ],
  [
    AD,
    { [AD]: { group: 'owner' } },
    { [A]: { group: 'owner' }, [B]: { group: 'collaborator' }, [AD]: { group: 'owner' } },
  ],
])('2020, observed: %s sets the people %j', async (as, entries, then) => {
  const { ask, state } = hubOf('observed');

  expect(await ask(as, users(entries))).toEqual({ result: {} });

  expect(await ask(A, users(null))).toEqual({ result: users(then) });
  for (const member of Object.keys(then)) expect(state().projects.keysBy('user', member)).toContain(P1);
});

test.each<[Json, string]>([
  [{ [B]: { upgrades: { memory: 1 } } }, `FATAL: user '${A}' tried to change user '${B}' allocation toward a project`],
  [{ [B]: { group: 'viewer' } }, `${SETTING}invalid value for field 'group'`],
  [{ [B]: { group: 'invited_collaborator' } }, `${SETTING}invalid value for field 'group'`],
])('2020, observed: the people %j are not set', async (entries, error) => {
  expect(await hubOf('observed').ask(A, users(entries))).toEqual({ error });
});

test.each<Json>(['x', [1], 5])('2020: people that are %j change nothing', async (entries) => {
  const { ask, state } = hubOf('observed');
  const before = state().projects.get(P1)?.users;

  expect(await ask(A, users(entries), forced)).toEqual({ result: {} });

  expect(state().projects.get(P1)?.users).toEqual(before);
});

test.each(DIALECTS)('%s tells those who may not write nothing of the people of a project', async (dialect) => {
  const { ask } = hubOf(dialect);

  for (const group of ['owner', 'collaborator']) {
    expect(await ask(STRANGER, users({ [A]: { group } }))).toEqual({ error: 'FATAL: user must be an admin' });
  }
});

test.each(DIALECTS)('%s adds people without a group, who find the project in their list', async (dialect) => {
  const { ask, state } = hubOf(dialect);

  expect(await ask(A, users({ [STRANGER]: {} }))).toEqual({ result: {} });
  expect(await ask(STRANGER, { projects: [{ project_id: null }] })).toEqual({
    result: { projects: [{ project_id: P1 }] },
  });
  expect(state().projects.get(P1)?.users[STRANGER]).toEqual({});
});

/** `A` has subscriptions worth so much memory. */
function withMemory(memory: number): HubState {
  const state = exampleState();
  const subscriptions = [{ status: 'active', quantity: 1, plan: 'memory-month' }];
  const account = { ...(state.accounts.get(A) as Account), stripe_customer: { id: 'cus_a', subscriptions } };
  return put(put(state, 'plans', { name: 'memory', upgrades: { memory } }), 'accounts', account);
}

test.each([
  [100, 95, 95, 5],
  [100, 96, 96, 4],
  [100, 1000, 100, 0],
  [5, 1, 1, 4],
  [0, 1, 0, 0],
])('of %i MB in all, 5 of them in use, %i for another project leave %i and %i', async (all, wanted, other, first) => {
  const { ask, state } = hubOf('observed', withMemory(all));

  expect(await ask(A, users({ [A]: { upgrades: { memory: wanted } } }))).toEqual({ result: {} });

  // What is too much shows in the project with the higher id, and is taken back there.
  const memory = (project_id: string) => state().projects.get(project_id)?.users[A]?.upgrades?.memory;
  expect([memory(P1), memory(P3)]).toEqual([other, first]);
});

test('upgrades that stay the same are not looked at', async () => {
  const { ask, state } = hubOf('observed');

  expect(await ask(A, users({ [A]: { hide: true }, [B]: { upgrades: { memory: 7 } } }, P3))).toEqual({ result: {} });
  expect(state().projects.get(P3)?.users[A]).toEqual({ group: 'owner', hide: true, upgrades: { memory: 5 } });
});

const action = (name: string, time: Json = T) => set({ action_request: { action: name, time } });

/** The project's state after the actions in turn, and what is noted of the last. */
async function actionsDone(dialect: 'observed' | '2026', ...names: string[]) {
  const { ask, state } = hubOf(dialect);
  for (const [at, name] of names.entries()) expect(await ask(A, action(name, `${at}`))).toEqual({ result: {} });
  const project = state().projects.get(P1);
  return [project?.state?.state, project?.columns.action_request];
}

test.each(DIALECTS)('%s starts, restarts and stops projects, and notes when', async (dialect) => {
  const noted = (name: string, time: string) => ({ action: name, time, started: T, finished: T });

  expect(await actionsDone(dialect, 'test', 'start')).toEqual(['running', noted('start', '1')]);
  expect(await actionsDone(dialect, 'test', 'start', 'stop')).toEqual(['opened', noted('stop', '2')]);
  expect(await actionsDone(dialect, 'test', 'restart')).toEqual(['running', noted('restart', '1')]);
});

test('2020 saves and closes too; 2026 notes that it does not', async () => {
  const refused = (name: string) => ({
    action: name,
    time: '1',
    started: T,
    finished: T,
    err: `FATAL: action '${name}' not implemented`,
  });

  expect((await actionsDone('observed', 'test', 'close'))[0]).toBe('closed');
  expect((await actionsDone('observed', 'test', 'save'))[1]).not.toHaveProperty('err');
  expect(await actionsDone('2026', 'test', 'close')).toEqual(['opened', refused('close')]);
  expect(await actionsDone('observed', 'test', 'fly')).toEqual(['opened', refused('fly')]);
  expect((await actionsDone('observed', 'test', 'constructor'))[1]).toEqual(refused('constructor'));
});

test.each(DIALECTS)('%s takes a request of the same time for the one it has already done', async (dialect) => {
  const { ask, state } = hubOf(dialect);
  const time = 1600000000000;

  await ask(A, action('start', time));
  await ask(A, action('stop', time));
  expect(state().projects.get(P1)?.state?.state).toBe('running');

  await ask(A, action('stop', time + 1));
  expect(state().projects.get(P1)?.state?.state).toBe('opened');
});

test('2020 subtracts the times, so texts that are no numbers always differ', async () => {
  const { ask, state } = hubOf('observed');

  await ask(A, action('start', T));
  await ask(A, action('stop', T));
  expect(state().projects.get(P1)?.state?.state).toBe('opened');

  await ask(A, action('start', 0));
  expect(state().projects.get(P1)?.state?.state).toBe('running');
});

test('an action in 2020 skips the look at upgrades of others, and in 2026 it does not', async () => {
  const query = {
    projects: { project_id: P3, users: { [A]: { hide: true } }, action_request: { action: 'test', time: T } },
  };

  expect(await hubOf('observed').ask(A, query)).toEqual({ result: {} });
  expect(await hubOf('2026').ask(A, query)).toEqual({
    error: `FATAL: user '${A}' tried to change user '${B}' allocation toward a project`,
  });
});

test.each([
  ['x'.repeat(101), 'Error: name must have at most 100 characters'],
  ['a b', 'Error: name must contain only a-z,A-Z,0-9, . or -, and not start with hyphen or have spaces.'],
  ['-a', 'Error: name must contain only a-z,A-Z,0-9, . or -, and not start with hyphen or have spaces.'],
])('2026 refuses the name %j of a project', async (name, error) => {
  expect(await hubOf('2026').ask(A, set({ name }))).toEqual({ error });
});

test('2026 lets the owner name projects, each with a name of its own', async () => {
  const { ask } = hubOf('2026');

  expect(await ask(A, set({ name: 'x'.repeat(100) }))).toEqual({ result: {} });
  expect(await ask(A, set({ name: 'Mine.1' }))).toEqual({ result: {} });
  expect(await ask(A, set({ name: 'Mine.1', title: 'again' }))).toEqual({ result: {} });
  expect(await ask(A, set({ name: 'mINE.1' }, P2))).toEqual({
    error:
      "There is already a project with the same owner as this project and name='mINE.1'.   Names are not case sensitive.",
  });
  expect(await ask(B, set({ name: 'Yours' }))).toEqual({
    error: 'Only the owner of the project can currently change the project name.',
  });
  expect(await ask(B, set({ name: 'Mine.1', title: 'by B' }))).toEqual({ result: {} });
});

test('2026 lets owners alone say who manages people', async () => {
  const managed = (manage_users_owner_only: Json) => set({ manage_users_owner_only });
  const { ask } = hubOf('2026');

  expect(await ask(A, managed('yes'))).toEqual({
    error: "FATAL: error setting 'manage_users_owner_only' -- Error: manage_users_owner_only must be a boolean",
  });
  expect(await ask(B, managed(true))).toEqual({
    error: 'Error: Only project owners can change collaborator management settings',
  });
  expect(await ask(A, managed(true))).toEqual({ result: {} });
  expect(await ask(A, managed(false))).toEqual({ result: {} });
});

test('2026 keeps management by owners where the site demands it', async () => {
  const setting = { name: 'strict_collaborator_management', value: 'yes' };
  const { ask } = hubOf('2026', put(exampleState(), 'server_settings', setting));

  expect(await ask(A, set({ manage_users_owner_only: false }))).toEqual({
    error: 'Error: Collaborator management is enforced by the site administrator and cannot be disabled.',
  });
  expect(await ask(A, set({ manage_users_owner_only: true }))).toEqual({ result: {} });
});

test.each(DIALECTS)('%s takes a request to be let in from anybody, and merges it with the others', async (dialect) => {
  const { ask } = hubOf(dialect);
  const request = (account_id: string) => ({
    project_invite_requests: { project_id: P2, invite_requests: { [account_id]: { message: 'hi' } } },
  });

  expect(await ask(B, request(B))).toEqual({ result: {} });
  expect(await ask(STRANGER, request(STRANGER))).toEqual({ result: {} });
  expect(await ask(A, { projects_all: { project_id: P2, invite_requests: null } })).toMatchObject({
    result: { projects_all: { invite_requests: { [B]: { message: 'hi' }, [STRANGER]: { message: 'hi' } } } },
  });
});

test('a request to be let into a project that is not there makes a row, which admins see', async () => {
  const { ask } = hubOf('observed');
  const project_id = id('project', 9);

  expect(await ask(B, { project_invite_requests: { project_id, invite_requests: { [B]: {} } } })).toEqual({
    result: {},
  });
  expect(await ask(AD, { projects_admin: { project_id, title: null, users: null, invite_requests: null } })).toEqual({
    result: { projects_admin: { project_id, title: '', users: {}, invite_requests: { [B]: {} } } },
  });
  expect(await ask(B, { projects_all: [{ project_id: null, title: null }] })).toEqual({
    result: { projects_all: expect.not.arrayContaining([{ project_id, title: '' }]) },
  });
});

test.each(DIALECTS)('%s shows what a shared project is called to everybody, signed in or not', async (dialect) => {
  const { ask } = hubOf(dialect);
  const query = { public_projects: { project_id: P1, title: null, description: null } };

  expect(await ask(STRANGER, query)).toEqual({ error: 'project does not have any public paths' });
  await ask(A, { public_paths: { project_id: P1, path: 'x', disabled: true } });
  expect(await ask(STRANGER, query)).toEqual({ error: 'project does not have any public paths' });
  await ask(A, { public_paths: { project_id: P1, path: 'x', disabled: false } });
  // Where nothing is stored there is a default, if a strange one.
  expect(await ask('', query)).toEqual({
    result: { public_projects: { project_id: P1, title: 'T1', description: true } },
  });
  expect(await ask('', { public_projects: [{ title: null }] })).toEqual({ error: 'FATAL: must specify project_id' });
});

test('2026 has images of projects in a table of their own, and keeps datastores to itself', async () => {
  const { ask } = hubOf('2026');

  expect(await ask(A, set({ avatar_image_full: 'data:' }))).toEqual({ result: {} });
  expect(await ask(B, { project_avatar_images: [{ project_id: P1, avatar_image_full: null }] })).toEqual({
    result: { project_avatar_images: [{ project_id: P1, avatar_image_full: 'data:' }] },
  });
  const error =
    "cocalc-mock-hub does not simulate the table 'project_datastore': hubs run code of its own for this table";
  expect(await ask(A, { project_datastore: { project_id: P1, addons: null } })).toEqual({ error });
  expect(await ask(A, { project_datastore: { project_id: P1, addons: {} } })).toEqual({ error });
});

test('2026: the name of a project can be taken away', async () => {
  const { ask } = hubOf('2026');
  await ask(A, { projects: { project_id: P1, name: 'fine' } });

  expect(await ask(A, { projects: { project_id: P1, name: '' } })).toEqual({ result: {} });

  expect(await ask(A, { projects: { project_id: P1, name: null } })).toEqual({
    result: { projects: { project_id: P1, name: '' } },
  });
  expect(await ask(A, { projects: { project_id: P1, name: null } }, [{ set: true }])).toEqual({ result: {} });
});
