/** What a hub with real caches answers late, at both sides of each moment at which it looks again. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { newAccount } from '../../src/core/accounts/accounts.ts';
import { fromDocument, toDocument } from '../../src/core/document.ts';
import { type HubState, put, update } from '../../src/core/state.ts';
import { createHub } from '../../src/hub/create.ts';
import { ADMIN, OTHER, OWNER, PROJECT, testHub, UNKNOWN, untyped } from '../hub.ts';

const real = (options: Parameters<typeof testHub>[0] = {}) => testHub({ caches: 'real', ...options });

const shared = { users: { owner: 'owner', other: 'collaborator' } };

const banned = (account_id: string, isSo: boolean) => (state: HubState) =>
  update(state, 'accounts', account_id, (account) => ({ ...account, banned: isSo }));
const siteAdmin = (account_id: string, isSo: boolean) => (state: HubState) =>
  update(state, 'accounts', account_id, (account) => ({ ...account, groups: isSo ? ['admin'] : null }));
const renamedTo = (state: HubState, first_name: string) =>
  update(state, 'accounts', OTHER, (account) => ({ ...account, first_name }));
const keyed = (account_id: string, api_key: string) => (state: HubState) =>
  update(state, 'accounts', account_id, (account) => ({ ...account, api_key }));

const [add, remove] = ['projects.addCollaborator', 'projects.removeCollaborator'];
const member = { opts: { project_id: PROJECT, account_id: OTHER } };
const refused = { error: 'Error: must be collaborator on project to get state' };
const notSignedIn = { error: 'must be signed in and MUST provide an api key (cookies are not allowed)' };

test('conat: who was in a project when somebody looked is in it for 30 s', async () => {
  const { hubAs, clock } = real({ project: shared });
  const look = () => hubAs('other')('projects.state', { project_id: PROJECT });
  expect(await look()).toMatchObject({ state: 'opened' });

  await hubAs('owner')(remove, member);

  clock.advance(29_999);
  expect(await look()).toMatchObject({ state: 'opened' });
  clock.advance(1);
  expect(await look()).toEqual(refused);
});

test('conat: who was not in a project when somebody looked stays out of it for 30 s, though the look was refused', async () => {
  const { hubAs, projectAs, clock } = real();
  const look = () => hubAs('other')('projects.state', { project_id: PROJECT });
  expect(await look()).toEqual(refused);

  await hubAs('owner')(add, member);

  clock.advance(29_999);
  expect(await look()).toEqual(refused);
  expect(await projectAs('other')('system.ping')).toEqual({ error: 'user must be a collaborator on the project' });
  clock.advance(1);
  expect(await look()).toMatchObject({ state: 'opened' });
});

test('conat: what nobody has looked up is seen at once', async () => {
  const { hubAs } = real();

  await hubAs('owner')(add, member);

  expect(await hubAs('other')('projects.state', { project_id: PROJECT })).toMatchObject({ state: 'opened' });
});

test('conat: that there is no such project is not remembered', async () => {
  const { hubAs } = real();
  const look = () => hubAs('admin')('projects.state', { project_id: UNKNOWN });
  expect(await look()).toEqual(refused);

  await hubAs('admin')('projects.createProject', { project_id: UNKNOWN });

  expect(await look()).toMatchObject({ state: 'opened' });
});

test('conat: a site admin is one for 30 s more, and becomes one 30 s late', async () => {
  const { hub, hubAs, clock } = real();
  const list = (name: string) => hubAs(name)('org.getAll');
  const byOther = { error: 'Error: must be a site admin' };
  expect([await list('admin'), await list('other')]).toEqual([[], byOther]);

  hub.update(siteAdmin(ADMIN, false));
  hub.update(siteAdmin(OTHER, true));

  clock.advance(29_999);
  expect([await list('admin'), await list('other')]).toEqual([[], byOther]);
  clock.advance(1);
  expect([await list('admin'), await list('other')]).toEqual([byOther, []]);
});

test('conat: a key that was used works for 15 s after it was deleted, and one that was not does not', async () => {
  const { hub, hubAs, clock } = real();
  const make = async () => (await hubAs('owner')('system.manageApiKeys', { action: 'create' })) as { secret: string }[];
  const secrets = [(await make())[0]?.secret, (await make())[0]?.secret] as [string, string];
  const ping = async (key: string) => (await hub.call('conat/hub', { name: 'system.ping', args: [] }, { key })).body;
  expect(await ping(secrets[0])).toHaveProperty('now');

  for (const id of [1, 2]) await hubAs('owner')('system.manageApiKeys', { action: 'delete', id });

  expect(await ping(secrets[1])).toEqual(notSignedIn);
  clock.advance(14_999);
  expect(await ping(secrets[0])).toHaveProperty('now');
  clock.advance(1);
  expect(await ping(secrets[0])).toEqual(notSignedIn);
});

test('conat: a key whose time was cut short works for 15 s, and one works at once that was tried before it was there', async () => {
  const { hub, hubAs, clock } = real({ accounts: { guest: { api_key: 'sk_guest' } } });
  const [made] = (await hubAs('owner')('system.manageApiKeys', { action: 'create' })) as [
    { secret: string; id: number },
  ];
  const ping = async (key: string) => (await hub.call('conat/hub', { name: 'system.ping', args: [] }, { key })).body;
  expect([await ping(made.secret), await ping('sk_later')]).toEqual([{ now: clock.now() }, notSignedIn]);

  const expire = new Date(clock.now()).toISOString();
  await hubAs('owner')('system.manageApiKeys', { action: 'edit', id: made.id, expire });
  hub.update(keyed(OTHER, 'sk_later'));

  expect([await ping(made.secret), await ping('sk_later')]).toEqual([{ now: clock.now() }, { now: clock.now() }]);
  clock.advance(15_000);
  expect(await ping(made.secret)).toEqual(notSignedIn);
});

test('conat: a key of a project works as long as its maker is remembered in it', async () => {
  const { hub, hubAs, clock } = real({ project: { ...shared, state: 'running' } });
  const create = { action: 'create', project_id: PROJECT };
  const [{ secret }] = (await hubAs('other')('system.manageApiKeys', create)) as [{ secret: string }];
  const ping = async () => (await hub.call('conat/project', { name: 'system.ping', args: [] }, { key: secret })).body;

  await hubAs('owner')(remove, member);

  clock.advance(29_999);
  expect(await ping()).toHaveProperty('now');
  clock.advance(1);
  expect(await ping()).toEqual({ error: 'must sign in as project or account' });
  expect(await hubAs('owner')('system.manageApiKeys', { action: 'get', project_id: PROJECT })).toEqual([]);
});

test('conat: a ban shows after 60 s, and its end after 10 minutes', async () => {
  const { hub, hubAs, clock } = real();
  const ping = () => hubAs('other')('system.ping');
  expect(await ping()).toHaveProperty('now');

  hub.update(banned(OTHER, true));
  clock.advance(59_999);
  expect(await ping()).toHaveProperty('now');
  clock.advance(1);
  expect(await ping()).toEqual(notSignedIn);

  hub.update(banned(OTHER, false));
  clock.advance(599_999);
  expect(await ping()).toEqual(notSignedIn);
  clock.advance(1);
  expect(await ping()).toHaveProperty('now');
});

test('conat: the names of a list are remembered for 30 s, by the list, and not if nobody in it is known', async () => {
  const { hubAs, clock } = real();
  const named = (...ids: string[]) => hubAs('owner')('system.getNames', ids);
  const [old, now] = ['Other', 'Renamed'].map((first_name) => ({
    [OTHER]: { first_name, last_name: 'Person', profile: null },
  }));
  expect(await named(OTHER)).toEqual(old);

  await hubAs('other')('db.userQuery', { query: { accounts: { first_name: 'Renamed' } } });

  expect(await named(OTHER, OWNER)).toMatchObject(now as object);
  clock.advance(29_999);
  expect(await named(OTHER)).toEqual(old);
  clock.advance(1);
  expect(await named(OTHER)).toEqual(now);
});

test('conat: whom a search has found is found for 15 s as he was, and nobody is looked for again', async () => {
  const { hubAs, clock } = real();
  const search = async (query: string) => {
    const found = (await hubAs('owner')('system.userSearch', { query })) as { first_name: string }[];
    return found.map(({ first_name }) => first_name);
  };
  expect([await search('other'), await search('renamed')]).toEqual([['Other'], []]);

  await hubAs('other')('db.userQuery', { query: { accounts: { first_name: 'Renamed' } } });

  expect(await search('renamed')).toEqual(['Renamed']);
  clock.advance(14_999);
  expect(await search('other')).toEqual(['Other']);
  clock.advance(1);
  expect(await search('other')).toEqual([]);
});

test('conat: whoever was in a project when somebody added him again is not added within 5 s, though he has been removed', async () => {
  const { hub, hubAs, clock } = real({ project: shared });
  const isIn = () => OTHER in (hub.state.projects.get(PROJECT)?.users ?? {});
  await hubAs('owner')(add, member);
  await hubAs('owner')(remove, member);

  clock.advance(4999);
  await hubAs('owner')(add, member);
  expect(isIn()).toBe(false);
  clock.advance(1);
  await hubAs('owner')(add, member);
  expect(isIn()).toBe(true);
});

test('v1: a key works for 60 s from its first use, however often it is used meanwhile; a new one works at once', async () => {
  const { hub, as, clock } = real();
  const no = { error: 'No account found. Is your API key wrong?' };
  const ping = async (key: string) =>
    (await hub.call(untyped('v1/touch_project'), { id: 1, project_id: PROJECT }, { key })).body;
  expect(await ping('sk_owner')).toMatchObject({ event: 'success' });
  expect(await ping('sk_new')).toEqual(no);

  hub.update(keyed(OWNER, 'sk_new'));

  clock.advance(59_999);
  expect(await ping('sk_owner')).toMatchObject({ event: 'success' });
  expect(await ping('sk_new')).toMatchObject({ event: 'success' });
  clock.advance(1);
  expect(await as('owner')('touch_project', { project_id: PROJECT })).toEqual(no);
});

test('v1: a ban shows at once, and so does who is in a project', async () => {
  const { hub, as } = real({ project: shared });
  const touch = () => as('other')('touch_project', { id: 1, project_id: PROJECT });
  expect(await touch()).toMatchObject({ event: 'success' });

  await as('owner')('remove_collaborator', { project_id: PROJECT, account_id: OTHER });
  expect(await touch()).toMatchObject({ event: 'error' });

  hub.update(banned(OTHER, true));
  expect(await touch()).toEqual({ error: expect.stringContaining('BANNED') });
});

test('v1: names are remembered for an hour, also that there are none', async () => {
  const { hub, as, clock } = real();
  const named = async () => (await as('owner')('get_usernames', { account_ids: [OTHER, UNKNOWN] })).usernames;
  const old = { [OTHER]: { first_name: 'Other', last_name: 'Person' }, [UNKNOWN]: {} };
  expect(await named()).toEqual(old);

  hub.update((state) => renamedTo(state, 'Renamed'));
  hub.update((state) => put(state, 'accounts', { ...newAccount(state, UNKNOWN), first_name: 'New' }));

  clock.advance(3_599_999);
  expect(await named()).toEqual(old);
  clock.advance(1);
  expect(await named()).toMatchObject({ [OTHER]: { first_name: 'Renamed' }, [UNKNOWN]: { first_name: 'New' } });
});

test('v1: a site admin is one for 5 s more, and becomes one 5 s late', async () => {
  const { hub, as, clock } = real();
  const search = async (name: string) => (await as(name)('user_search', { query: 'person', admin: true })).event;
  expect([await search('admin'), await search('other')]).toEqual(['user_search_results', 'error']);

  hub.update(siteAdmin(ADMIN, false));
  hub.update(siteAdmin(OTHER, true));

  clock.advance(4999);
  expect([await search('admin'), await search('other')]).toEqual(['user_search_results', 'error']);
  clock.advance(1);
  expect([await search('admin'), await search('other')]).toEqual(['error', 'user_search_results']);
});

test('hubs of the two generations over one state remember apart', async () => {
  const { hub, as, hubAs, clock } = real();
  const seen = async () => [
    (await as('admin')('user_search', { query: 'person', admin: true })).event,
    Array.isArray(await hubAs('admin')('org.getAll')),
  ];
  expect(await seen()).toEqual(['user_search_results', true]);

  hub.update(siteAdmin(ADMIN, false));

  clock.advance(5000);
  expect(await seen()).toEqual(['error', true]);
});

test('without real caches every change shows at once', async () => {
  const { hub, hubAs, as } = testHub({ project: shared });
  const seen = async () => [
    await hubAs('other')('projects.state', { project_id: PROJECT }),
    await hubAs('admin')('org.getAll'),
    (await as('admin')('user_search', { query: 'person', admin: true })).event,
    (await as('owner')('get_usernames', { account_ids: [OTHER] })).usernames,
  ];
  await seen();

  await hubAs('owner')(remove, member);
  hub.update(siteAdmin(ADMIN, false));
  hub.update((state) => renamedTo(state, 'Renamed'));

  expect(await seen()).toEqual([
    refused,
    { error: 'Error: must be a site admin' },
    'error',
    { [OTHER]: { first_name: 'Renamed', last_name: 'Person' } },
  ]);
  expect(hub.state.remembered.size).toBe(0);
});

test('what a hub remembers is in its documents and in its forks', async () => {
  const { hub, hubAs, clock } = real({ project: shared });
  const body = { name: 'projects.state', args: [{ project_id: PROJECT }] };
  await hub.call('conat/hub', body, { key: 'sk_other' });
  await hubAs('owner')(remove, member);
  const later = createHub({ clock });

  later.restore(fromDocument(JSON.parse(JSON.stringify(toDocument(hub.state)))));

  for (const one of [later, hub.fork()]) {
    expect((await one.call('conat/hub', body, { key: 'sk_other' })).body).toMatchObject({ state: 'opened' });
  }
  clock.advance(30_000);
  for (const one of [later, hub.fork()]) {
    expect((await one.call('conat/hub', body, { key: 'sk_other' })).body).toEqual(refused);
  }
});

/** Changes by those whose rights stay, and questions that change nothing of what is compared. */
const someStep = fc.oneof(
  fc.record({ pass: fc.integer({ min: 0, max: 40_000 }) }),
  fc.record({ change: fc.constantFrom('add', 'remove', 'rename', 'admin', 'no admin', 'ban', 'no ban') }),
  fc.record({ ask: fc.constantFrom('sk_other', 'sk_admin', 'sk_owner'), question: fc.nat(5) }),
);
type Step = typeof someStep extends fc.Arbitrary<infer Value> ? Value : never;

const QUESTIONS: readonly (readonly [name: string, body: object])[] = [
  ['conat/hub', { name: 'projects.state', args: [{ project_id: PROJECT }] }],
  ['conat/hub', { name: 'org.getAll', args: [] }],
  ['conat/hub', { name: 'system.getNames', args: [[OTHER, UNKNOWN]] }],
  ['conat/project', { name: 'ping', args: [], project_id: PROJECT }],
  ['v1/get_usernames', { id: 1, account_ids: [OTHER] }],
  ['v1/user_search', { id: 1, query: 'nobody is called that', admin: true }],
];

async function played(caches: 'none' | 'real', steps: readonly Step[]) {
  const world = testHub({ caches, project: { ...shared, state: 'running' } });
  const ask = async (key: string, question: number) => {
    const [name, body] = QUESTIONS[question] as (typeof QUESTIONS)[number];
    return (await world.hub.call(name, body, { key })).body;
  };
  for (const step of steps) {
    if ('pass' in step) world.clock.advance(step.pass);
    else if ('ask' in step) await ask(step.ask, step.question);
    else await change(world, step.change);
  }
  return { ...world, ask };
}

async function change({ hub, hubAs, clock }: ReturnType<typeof testHub>, what: string): Promise<void> {
  // For so long a hub with caches takes one who was removed for one who is there, and does not add him: that stays.
  if (what === 'add') clock.advance(5000);
  if (what === 'add' || what === 'remove') await hubAs('owner')(what === 'add' ? add : remove, member);
  else if (what === 'rename') hub.update((state) => renamedTo(state, `Renamed ${state.call}`));
  else if (what.endsWith('admin')) hub.update(siteAdmin(OTHER, what === 'admin'));
  else hub.update(banned(OTHER, what === 'ban'));
}

test('once the longest time has passed a hub with caches answers as one without', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(someStep, { maxLength: 12 }), async (steps) => {
      const hubs = [await played('none', steps), await played('real', steps)];
      const answers = [];
      for (const { clock, ask } of hubs) {
        clock.advance(3_600_000);
        const all = [];
        for (const key of ['sk_other', 'sk_admin', 'sk_owner'])
          for (const question of QUESTIONS.keys()) all.push(await ask(key, question));
        answers.push(all);
      }

      expect(answers[1]).toEqual(answers[0]);
    }),
  );
});

test('conat: who is in a project adds themselves again, whatever the hub has to look up for it', async () => {
  for (const caches of ['none', 'real'] as const) {
    const { hubAs } = testHub({ caches, project: shared });

    expect(await hubAs('other')(add, member)).toEqual({ project_id: [PROJECT] });
  }
});
