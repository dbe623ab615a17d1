/** The gateway of the conat API: whom it lets through, in which order it looks, and how long it waits. */
import { expect, test } from 'vitest';
import type { Json } from '../../../src/core/json.ts';
import { ADMIN, NOW, OTHER, OWNER, PROJECT, testHub, UNKNOWN } from '../../hub.ts';
import { turns } from '../../turns.ts';

const SECOND = '00000000-0000-4000-8000-00000000000b';
const ACCOUNT_KEY = 'sk-account000000000000001';
const PROJECT_KEY = 'sk-project000000000000002';

const NOT_SIGNED_IN = {
  'conat/hub': { error: 'must be signed in and MUST provide an api key (cookies are not allowed)' },
  'conat/project': { error: 'must sign in as project or account' },
};
const NO_KEY = { error: 'You must provide authentication via an API key.' };
const NO_PROJECT = { error: 'must specify project_id or use project-specific api key' };
const WRONG_PROJECT = { error: 'project specific api key must match requested project' };
const NO_UUID = { error: "invalid account_id or project_id -- all must be valid uuid's" };
const NO_MEMBER = { error: 'user must be a collaborator on the project' };

type Endpoint = 'conat/hub' | 'conat/project';
type Options = Parameters<typeof testHub>[0];

/** A hub with keys of the second generation, and a second project that is somebody else's. */
function gateway({ keys = {}, ...options }: Options & { keys?: object } = {}) {
  const world = testHub({
    projects: {
      project: { project_id: PROJECT, users: { owner: 'owner', other: 'collaborator' }, state: 'running' },
      second: { project_id: SECOND, users: { other: 'owner' }, state: 'running' },
    },
    world: {
      api_keys: {
        [ACCOUNT_KEY]: { account_id: 'owner', ...keys },
        [PROJECT_KEY]: { account_id: 'other', project_id: 'project', ...keys },
      },
    },
    ...options,
  });
  const ask = async (endpoint: Endpoint, body: object, key?: string): Promise<Json> =>
    (await world.hub.call(endpoint, body, key === undefined ? {} : { key })).body;
  return { ...world, ask };
}

/** Who the hub, and the project, take the bearer of the key for. */
async function identities({ ask }: ReturnType<typeof gateway>, key: string): Promise<Json[]> {
  const test = { name: 'system.test', args: [{}] };
  return [await ask('conat/hub', test, key), await ask('conat/project', { ...test, project_id: PROJECT }, key)];
}

const NOBODY = Object.values(NOT_SIGNED_IN);
const server_time = Date.parse(NOW);
const IN_PROJECT = { project_id: PROJECT, server_time };

test('a key of an account is good for the hub and for projects, one of a project for that alone', async () => {
  const world = gateway();

  expect(await identities(world, ACCOUNT_KEY)).toEqual([{ account_id: OWNER, server_time }, IN_PROJECT]);
  expect(await identities(world, PROJECT_KEY)).toEqual([NOT_SIGNED_IN['conat/hub'], IN_PROJECT]);
});

test('keys of the first generation are good too, if they begin as keys do', async () => {
  const accounts = {
    owner: { account_id: OWNER, api_key: 'sk-legacy' },
    other: { account_id: OTHER, api_key: 'legacy' },
  };
  const world = gateway({ accounts });

  expect(await identities(world, 'sk-legacy')).toEqual([{ account_id: OWNER, server_time }, IN_PROJECT]);
  expect(await identities(world, 'sk_admin')).toEqual([{ account_id: ADMIN, server_time }, NO_MEMBER]);
  expect(await identities(world, 'legacy')).toEqual(NOBODY);
});

test.each(['', 'sk-', 'sk-nosuch', 'sk-account000000000000002', 'SK_OWNER', 'nonsense', 'toString'])(
  'the key %j is nobody',
  async (key) => {
    expect(await identities(gateway(), key)).toEqual(NOBODY);
  },
);

test('using a key marks it as used, be the call refused later', async () => {
  const { ask, hub, clock } = gateway();
  const lastUses = () => hub.state.apiKeys.rows.map(({ last_active }) => last_active).toObject();
  const earlier = lastUses();
  clock.advance(1000);

  await ask('conat/hub', { name: 'nosuch' }, ACCOUNT_KEY);
  expect(lastUses()).toEqual({ 1: server_time + 1000, 2: null });

  clock.advance(1000);
  await ask('conat/project', { project_id: SECOND }, PROJECT_KEY);
  expect({ earlier, later: lastUses() }).toEqual({
    earlier: { 1: null, 2: null },
    later: { 1: server_time + 1000, 2: server_time + 2000 },
  });
});

test('a key is good until the millisecond before it expires, and is deleted when it is shown then', async () => {
  const world = gateway({ keys: { expire: '2020-09-17T03:08:34.230Z' } });

  world.clock.advance(999);
  expect(await identities(world, ACCOUNT_KEY)).toMatchObject([{ account_id: OWNER }, { project_id: PROJECT }]);
  world.clock.advance(1);
  expect(world.hub.state.apiKeys.size).toBe(2);
  expect(await identities(world, ACCOUNT_KEY)).toEqual(NOBODY);
  expect(await identities(world, PROJECT_KEY)).toEqual(NOBODY);
  expect(world.hub.state.apiKeys.size).toBe(0);
});

test('a key that was deleted is nobody at once', async () => {
  const world = gateway();

  await world.ask('conat/hub', { name: 'system.manageApiKeys', args: [{ action: 'delete', id: 1 }] }, ACCOUNT_KEY);

  expect(await identities(world, ACCOUNT_KEY)).toEqual(NOBODY);
});

test('no key of a banned account is any good, and all of them stay', async () => {
  const expire = '2020-01-01T00:00:00Z';
  const world = gateway({
    accounts: {
      owner: { account_id: OWNER, api_key: 'sk_owner', banned: true },
      other: { account_id: OTHER, banned: true },
    },
    keys: { expire },
  });

  for (const key of [ACCOUNT_KEY, PROJECT_KEY, 'sk_owner']) expect(await identities(world, key)).toEqual(NOBODY);
  expect(world.hub.state.apiKeys.size).toBe(2);
});

test.each([
  ['has left', { owner: 'owner' }],
  ['is only a viewer', { owner: 'owner', other: 'viewer' }],
])('a key of a project whose maker %s is nobody, and deleted when it is shown', async (_how, users) => {
  const world = gateway({ projects: { project: { project_id: PROJECT, users, state: 'running' } } });

  expect(await world.ask('conat/project', { name: 'system.ping' }, PROJECT_KEY)).toEqual(
    NOT_SIGNED_IN['conat/project'],
  );
  expect([...world.hub.state.apiKeys.keys()]).toEqual([1]);
});

test('a key is looked at first of all, whatever is asked', async () => {
  const { ask } = gateway();

  for (const endpoint of ['conat/hub', 'conat/project'] as const) {
    for (const body of [{}, { name: 'nosuch', timeout: -1, args: null, project_id: 'abc' }, []]) {
      expect(await ask(endpoint, body)).toEqual(NO_KEY);
      expect(await ask(endpoint, body, 'sk-wrong')).toEqual(NOT_SIGNED_IN[endpoint]);
    }
  }
});

test('a key of an account needs a project that is given and its own', async () => {
  const { ask } = gateway();
  const refusals: [Json | undefined, object][] = [
    [undefined, NO_PROJECT],
    ['', NO_PROJECT],
    [null, NO_PROJECT],
    [0, NO_PROJECT],
    [false, NO_PROJECT],
    ['abc', NO_UUID],
    [5, NO_UUID],
    [{}, NO_UUID],
    [SECOND, NO_MEMBER],
    [UNKNOWN, NO_MEMBER],
  ];

  for (const [project_id, refusal] of refusals) {
    // What is wrong with the rest comes later.
    const body = { name: 'nosuch', timeout: 0, ...(project_id !== undefined && { project_id }) };
    expect(await ask('conat/project', body, ACCOUNT_KEY), String(project_id)).toEqual(refusal);
  }
  expect(await ask('conat/project', { name: 'system.ping', args: [{ project_id: PROJECT }] }, ACCOUNT_KEY)).toEqual(
    NO_PROJECT,
  );
  expect(await ask('conat/project', { name: 'system.ping', project_id: PROJECT.toUpperCase() }, ACCOUNT_KEY)).toEqual({
    now: server_time,
  });
});

test('being a site admin opens no project', async () => {
  const { ask } = gateway();

  expect(await ask('conat/project', { name: 'system.ping', project_id: PROJECT }, 'sk_admin')).toEqual(NO_MEMBER);
});

test('a deleted project is a project like any other', async () => {
  const { ask, hub } = gateway();
  await hub.call(
    'conat/hub',
    { name: 'db.userQuery', args: [{ query: { projects: { project_id: PROJECT, deleted: true } } }] },
    { key: ACCOUNT_KEY },
  );

  expect(hub.state.projects.get(PROJECT)?.deleted).toBe(true);
  expect(await ask('conat/project', { name: 'system.ping', project_id: PROJECT }, ACCOUNT_KEY)).toEqual({
    now: server_time,
  });
});

test('a key of a project needs no project, or that one', async () => {
  const { ask } = gateway();

  for (const project_id of [PROJECT, '', null]) {
    expect(await ask('conat/project', { name: 'system.ping', project_id }, PROJECT_KEY)).toEqual({ now: server_time });
  }
  expect(await ask('conat/project', { name: 'system.ping' }, PROJECT_KEY)).toEqual({ now: server_time });
  for (const project_id of [SECOND, UNKNOWN, 'abc']) {
    expect(await ask('conat/project', { name: 'system.ping', project_id }, PROJECT_KEY)).toEqual(WRONG_PROJECT);
  }
});

const asked = [
  ['conat/hub', ACCOUNT_KEY],
  ['conat/project', PROJECT_KEY],
] as const;

test.each(asked)('%s refuses what is no name of a function', async (endpoint, key) => {
  const { ask } = gateway();
  const typeError = (fault: string) => ({ error: `TypeError: ${fault}` });
  const notSplit = typeError('name.split is not a function or its return value is not iterable');

  expect(await ask(endpoint, {}, key)).toEqual(typeError("Cannot read properties of undefined (reading 'split')"));
  expect(await ask(endpoint, { name: null }, key)).toEqual(
    typeError("Cannot read properties of null (reading 'split')"),
  );
  for (const name of [5, true, {}, ['system.ping']]) expect(await ask(endpoint, { name }, key)).toEqual(notSplit);
  for (const name of ['', '.', 'nosuch.thing', 'system.nosuch', 'system', 'Ping', 'system.Ping', ' system.ping']) {
    expect(await ask(endpoint, { name }, key)).toEqual({ error: `Error: unknown function '${name}'` });
  }
  expect(await ask(endpoint, { name: 'system.ping.extra.more', foo: 1 }, key)).toEqual({ now: server_time });
});

test('only a project answers to ping', async () => {
  const { ask } = gateway();

  expect(await ask('conat/hub', { name: 'ping' }, ACCOUNT_KEY)).toEqual({ error: "Error: unknown function 'ping'" });
  expect(await ask('conat/project', { name: 'ping' }, PROJECT_KEY)).toBe('pong');
});

test('a function that hubs have but do not declare is a fault of theirs', async () => {
  expect(await gateway().ask('conat/hub', { name: 'org.getAccount' }, ACCOUNT_KEY)).toEqual({
    error: 'TypeError: HubApiStructure[group]?.[functionName] is not a function',
  });
  expect(await gateway().ask('conat/project', { name: 'org.getAccount' }, PROJECT_KEY)).toEqual({
    error: "Error: unknown function 'org.getAccount'",
  });
});

test.each(asked)(
  '%s answers for what all objects inherit as it is known, and does not pretend to know more',
  async (endpoint, key) => {
    const { ask } = gateway();
    const fault = endpoint === 'conat/hub' ? 'HubApiStructure[group]?.[functionName]' : 'f';

    expect(await ask(endpoint, { name: 'system.toString' }, key)).toBe('[object Undefined]');
    expect(await ask(endpoint, { name: 'constructor.name' }, key)).toEqual({
      error: `TypeError: ${fault} is not a function`,
    });
    for (const name of ['system.valueOf', 'toString.name', '__proto__.x', 'hasOwnProperty']) {
      expect(await ask(endpoint, { name }, key)).toEqual({
        error: `cocalc-mock-hub does not simulate the function '${name}': it is none, but something all objects have`,
      });
    }
  },
);

test('arguments of a function that takes no account are spread as JavaScript does', async () => {
  const { ask } = gateway();
  const notSpread = 'TypeError: Spread syntax requires ...iterable[Symbol.iterator] to be a function';

  for (const [endpoint, key, list] of [
    ['conat/hub', ACCOUNT_KEY, 'args2'],
    ['conat/project', PROJECT_KEY, 'args'],
  ] as const) {
    const ping = (args: Json) => ask(endpoint, { name: 'system.ping', args }, key);
    for (const args of [[], [null], [1, 2], 'abc', '']) expect(await ping(args)).toEqual({ now: server_time });
    for (const args of [{}, { a: 1 }, 7, true]) expect(await ping(args)).toEqual({ error: notSpread });
    expect(await ping(null)).toEqual({ error: `TypeError: ${list} is not iterable (cannot read property null)` });
  }
});

test('the account of the caller is written into the first argument', async () => {
  const { ask } = gateway();
  const whose = (args?: Json) =>
    ask('conat/hub', { name: 'system.test', ...(args !== undefined && { args }) }, ACCOUNT_KEY);
  const mine = { account_id: OWNER, server_time };
  const refused = (fault: string) => ({ error: `TypeError: ${fault}` });

  for (const args of [undefined, [], [{}], [null], [{ account_id: OTHER, project_id: PROJECT }], [[]]]) {
    expect(await whose(args)).toEqual(mine);
  }
  expect(await whose(null)).toEqual(refused("Cannot read properties of null (reading '0')"));
  expect(await whose({})).toEqual(refused('Spread syntax requires ...iterable[Symbol.iterator] to be a function'));
  expect(await whose(['x'])).toEqual(refused("Cannot create property 'account_id' on string 'x'"));
  expect(await whose([5])).toEqual(refused("Cannot create property 'account_id' on number '5'"));
  expect(await whose([true])).toEqual(refused("Cannot create property 'account_id' on boolean 'true'"));
  expect(await whose(7)).toEqual(refused("Cannot create property '0' on number '7'"));
  expect(await whose('')).toEqual(refused("Cannot create property '0' on string ''"));
  expect(await whose('abc')).toEqual(refused("Cannot create property 'account_id' on string 'a'"));
});

test('the project is written into the first argument of its test, whatever is sent there', async () => {
  const { ask } = gateway();

  for (const args of [undefined, null, {}, ['x'], [null], [{ project_id: SECOND }]]) {
    expect(await ask('conat/project', { name: 'system.test', args }, PROJECT_KEY)).toEqual(IN_PROJECT);
  }
});

test('a time limit has to be positive', async () => {
  const { ask } = gateway();
  const refused = (subject: string) => ({
    error: `timeout must be positive - callHub: subject='${subject}', name='system.ping', code='undefined' `,
  });

  for (const timeout of [0, -5, null, '', '0']) {
    const body = { name: 'system.ping', timeout };
    expect(await ask('conat/hub', body, ACCOUNT_KEY)).toEqual(refused(`hub.account.${OWNER}.api`));
    expect(await ask('conat/project', body, PROJECT_KEY)).toEqual(refused(`project.${PROJECT}.0.api.-`));
  }
});

test('no call is done within a millisecond, and a limit that is no number is as short', async () => {
  const { ask } = gateway();
  const late = (subject: string) => ({
    error: `timeout - Error: operation has timed out - callHub: subject='${subject}', name='system.ping', code='408' `,
  });

  for (const timeout of [1, 'abc', {}]) {
    const body = { name: 'system.ping', timeout };
    expect(await ask('conat/hub', body, ACCOUNT_KEY)).toEqual(late(`hub.account.${OWNER}.api`));
    expect(await ask('conat/project', body, PROJECT_KEY)).toEqual(late(`project.${PROJECT}.0.api.-`));
  }
  expect(await ask('conat/hub', { name: 'nosuch', timeout: 1 }, ACCOUNT_KEY)).toMatchObject({
    error: expect.stringContaining("name='nosuch', code='408' "),
  });
  for (const timeout of [2, '5000', 1e9]) {
    expect(await ask('conat/hub', { name: 'system.ping', timeout }, ACCOUNT_KEY)).toEqual({ now: server_time });
  }
});

test('a limit is looked at after the project and before the name', async () => {
  const { ask } = gateway();

  expect(await ask('conat/hub', { timeout: 0 }, ACCOUNT_KEY)).toMatchObject({
    error: expect.stringMatching(/^timeout must be positive .*name='undefined'/),
  });
  expect(await ask('conat/project', { timeout: 0, project_id: SECOND }, PROJECT_KEY)).toEqual(WRONG_PROJECT);
});

/** Whether the promise is still pending after everything that can go on has gone on. */
async function isPending(promise: Promise<unknown>): Promise<boolean> {
  const pending = Symbol('pending');
  await turns();
  return (await Promise.race([promise, Promise.resolve(pending)])) === pending;
}

test.each([
  ['15 seconds', undefined, 15_000],
  ['as long as is asked for', 3000, 3000],
])('a call that nobody answers waits %s', async (_how, timeout, ms) => {
  const { ask, clock } = gateway();
  const body = { name: 'system.ping', compute_server_id: 5, ...(timeout !== undefined && { timeout }) };

  const answer = ask('conat/project', body, PROJECT_KEY);

  expect(await isPending(answer)).toBe(true);
  clock.advance(ms - 1);
  expect(await isPending(answer)).toBe(true);
  clock.advance(1);
  expect(await answer).toEqual({
    error: `timeout - Error: operation has timed out - callHub: subject='project.${PROJECT}.5.api.-', name='system.ping', code='408' `,
  });
});

test('a project is started for a call, which does not count as waiting', async () => {
  const { ask, clock, hub } = gateway({
    projects: { project: { project_id: PROJECT, users: { owner: 'owner', other: 'collaborator' } } },
    lifecycle: { kind: 'after', ms: 20_000 },
  });
  const state = () => hub.state.projects.get(PROJECT)?.state?.state;

  const answer = ask('conat/project', { name: 'system.ping', timeout: 10 }, PROJECT_KEY);

  expect(await isPending(answer)).toBe(true);
  expect(state()).toBe('starting');
  clock.advance(20_000);
  expect(await answer).toEqual({ now: server_time + 20_000 });
  expect(state()).toBe('running');
});

test('a call by an account marks project and account as active, one by a project only that', async () => {
  const { ask, clock, hub } = gateway();
  const project = () => hub.state.projects.get(PROJECT);
  clock.advance(60_000);

  await ask('conat/project', { name: 'nosuch' }, PROJECT_KEY);
  expect(project()).toMatchObject({ last_edited: server_time + 60_000, last_active: null });

  clock.advance(60_000);
  await ask('conat/project', { name: 'nosuch', project_id: PROJECT }, ACCOUNT_KEY);
  expect(project()).toMatchObject({
    last_edited: server_time + 120_000,
    last_active: { [OWNER]: server_time + 120_000 },
  });
  expect(hub.state.accounts.get(OWNER)?.last_active).toBe(server_time + 120_000);
});

test('calls of the hub leave no mark on the account', async () => {
  const { ask, hub } = gateway();

  await ask('conat/hub', { name: 'system.ping' }, ACCOUNT_KEY);

  expect(hub.state.accounts.get(OWNER)?.last_active).toBeNull();
});

test.each<[string, Json]>([
  ['editor.newFile', 'n.txt'],
  ['editor.formatterString', { str: 'x=1', options: { parser: 'python' } }],
  ['editor.printSageWS', { path: 'a.sagews' }],
  ['system.configuration', 'main'],
])('%s, which answers by the programs of its machine, is refused by name', async (name, argument) => {
  const { ask } = gateway();
  const call = { name, args: [argument], project_id: PROJECT };

  expect(await ask('conat/project', call, ACCOUNT_KEY)).toEqual({
    error: expect.stringContaining(`cocalc-mock-hub does not simulate the function '${name}'`),
  });
});
