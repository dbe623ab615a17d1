/** Worlds by what people call them, and what they are told of a world that cannot be used. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createHub } from '../../src/hub/create.ts';
import type { World } from '../../src/hub/world/shape.ts';
import { castOf, protagonist } from '../../src/server/cast.ts';
import { loadWorld } from '../../src/server/worlds.ts';
import { folderWith } from './folder.ts';

const HUB_KEY = /^sk_[0-9A-XZa-ik-z]{24}$/;
const VERSION_4 = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/** What is said of a file with this content, after the file's name. */
async function complaintAbout(content: unknown): Promise<string> {
  const file = join(folderWith(), 'world.json');
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  const { message } = (await loadWorld(file).then(
    () => expect.unreachable('the world should have been refused'),
    (error) => error,
  )) as Error;
  expect(message).toContain(`world "${file}": `);
  return message.slice(`world "${file}": `.length);
}

test('classroom has a site admin, a teacher, three students and a stranger, with keys as hubs make them', async () => {
  const { world } = await loadWorld('classroom');
  const accounts = Object.entries(world.accounts ?? {});

  expect(accounts.map(([name]) => name)).toEqual(['admin', 'teacher', 'student1', 'student2', 'student3', 'stranger']);
  for (const [name, account] of accounts) {
    expect(account.account_id).toMatch(VERSION_4);
    expect(account.api_key).toMatch(HUB_KEY);
    expect(account.api_key?.replace(/^sk_0+/, '')).toBe(name);
    expect(account.password).toBe(`${name}-password`);
  }
  expect(world.accounts?.admin?.groups).toEqual(['admin']);
});

test('in classroom the course is shared by teacher and students, has something public, and leaves others out', async () => {
  const { world } = await loadWorld('classroom');
  const { course, private: notes } = world.projects ?? {};

  expect(Object.keys(course?.users ?? {})).toEqual(['teacher', 'student1', 'student2', 'student3']);
  expect(course?.public_paths?.map(({ path }) => path)).toEqual(['handouts']);
  expect(Object.keys(notes?.users ?? {})).toEqual(['student1']);
  for (const project of [course, notes]) expect(project?.project_id).toMatch(VERSION_4);
});

test('a hub starts with classroom when nothing else is said', async () => {
  const { world } = await loadWorld('classroom');

  expect(createHub().state.accounts.by('api_key', world.accounts?.teacher?.api_key ?? '')?.account_id).toBe(
    world.accounts?.teacher?.account_id,
  );
});

test('the world empty has a site admin, and nothing else', () => {
  const { state } = createHub({ world: 'empty' });

  expect([...state.accounts.values()].map(({ groups }) => groups)).toEqual([['admin']]);
  expect(state.projects.size).toBe(0);
});

test('a world comes from a JSON file, also from one with a byte order mark', async () => {
  const world: World = { accounts: { owner: { api_key: 'sk_owner' } } };
  const folder = folderWith({ 'world.json': `\uFEFF${JSON.stringify(world)}` });

  expect(await loadWorld(join(folder, 'world.json'))).toEqual({ name: join(folder, 'world.json'), world, notes: [] });
});

test('of a world that is not there it is said which are', async () => {
  await expect(loadWorld('clasroom')).rejects.toThrow(
    'world "clasroom": no such name, file or folder; the names are api-examples, classroom, empty, fake:N for N made-up people',
  );
});

test('of a file that is no JSON it is said where it goes wrong', async () => {
  expect(await complaintAbout('{\n  "accounts": {\n    "a": 1,\n  }\n}')).toMatch(/^no JSON: .*, line 4, column 3$/);
  expect(await complaintAbout('')).toMatch(/^no JSON: /);
});

test.for<[unknown, string]>([
  [[], '(top level): found [], expected a world of cocalc-mock-hub'],
  [
    { acounts: {} },
    'acounts: no such member; there are $schema, description, site, plans, accounts, projects, organizations, api_keys, invite_tokens, site_licenses, tickets, registration_tokens, password_resets, stubs',
  ],
  [{ accounts: { a: { api_key: 12 } } }, 'accounts.a.api_key: found 12, expected a text that is not empty'],
  [{ accounts: { a: { api_key: '' } } }, 'accounts.a.api_key: found "", expected a text that is not empty'],
  [{ accounts: { a: { banned: 'no' } } }, 'accounts.a.banned: found "no", expected true or false'],
  [{ accounts: { a: { first_name: ['A'] } } }, 'accounts.a.first_name: found ["A"], expected a text'],
  [{ accounts: { a: { groups: 'admin' } } }, 'accounts.a.groups: found "admin", expected a list'],
  [
    { accounts: { a: { password: '12345' } } },
    'accounts.a.password: found "12345", expected a text of 6 to 64 characters',
  ],
  [{ accounts: { a: { account_id: 'A' } } }, 'accounts.a.account_id: found "A", expected a UUID in lower case'],
  [
    { accounts: { 'a b': { created: 'soon' } } },
    'accounts["a b"].created: found "soon", expected a time such as "2020-09-17T03:08:33Z"',
  ],
  [
    { accounts: { a: { created: '2020-02-30T00:00:00Z' } } },
    'accounts.a.created: found "2020-02-30T00:00:00Z", expected a time such as "2020-09-17T03:08:33Z"',
  ],
  [
    { accounts: { a: { subscriptions: [{ status: 'active', plan: 'x' }] } } },
    'accounts.a.subscriptions[0]: quantity is missing',
  ],
  [
    { projects: { p: { state: 'started' } } },
    'projects.p.state: found "started", expected one of null, archived, archiving, closed, closing, opened, opening, pending, running, saving, starting, stopping, unarchiving',
  ],
  [
    { accounts: { a: {} }, projects: { p: { users: { a: 'boss' } } } },
    'projects.p.users.a: found "boss", expected one of owner, collaborator, viewer, invited_collaborator, invited_viewer',
  ],
  [
    { accounts: { a: {} }, projects: { p: { users: { a: { group: 'owner', rank: 1 } } } } },
    'projects.p.users.a.rank: no such member; there are group, upgrades, hide, ssh_keys',
  ],
  [
    { projects: { p: { files: { 'a/../b': '' } } } },
    'projects.p.files["a/../b"]: found "a/../b", expected a path below the home directory, without . and ..',
  ],
  [
    { projects: { p: { files: { a: 1 } } } },
    'projects.p.files.a: found 1, expected a text, or an object with one of content, base64, link and directory (mode only with the first two)',
  ],
  [
    { projects: { p: { files: { a: {} } } } },
    'projects.p.files.a: found {}, expected exactly one of content, base64, link and directory (mode only with the first two)',
  ],
  [
    { projects: { p: { files: { a: { link: 'b', mode: 1 } } } } },
    'projects.p.files.a: found {"link":"b","mode":1}, expected exactly one of content, base64, link and directory (mode only with the first two)',
  ],
  [
    { projects: { p: { files: { a: { content: '', mode: 512 } } } } },
    'projects.p.files.a.mode: found 512, expected permission bits, 0 to 511',
  ],
  [{ projects: { p: { files: { a: { base64: '*' } } } } }, 'projects.p.files.a: the base64 is broken'],
  [
    { projects: { p: { files: { a: '', 'a/b': '' } } } },
    'projects.p.files["a/b"]: "a" is no directory, so nothing can be below it',
  ],
  [{ projects: { p: { public_paths: [{}] } } }, 'projects.p.public_paths[0]: path is missing'],
  [
    { accounts: { a: {} }, projects: { p: { users: { b: 'owner' } } } },
    'projects.p.users.b: "b" is neither one of the world\'s accounts (there are a) nor a UUID',
  ],
  [
    { projects: { p: { users: { constructor: 'owner' } } } },
    'projects.p.users.constructor: "constructor" is neither one of the world\'s accounts (the world has none) nor a UUID',
  ],
  [{ api_keys: { 'sk-1': {} } }, 'api_keys["sk-1"]: account_id is missing'],
  [
    { accounts: { a: {} }, api_keys: { sk_1: { account_id: 'a' } } },
    'api_keys.sk_1: found "sk_1", expected sk- and more; a hub makes 22 letters and digits',
  ],
  [
    { api_keys: { 'sk-1': { account_id: 'a' } } },
    'api_keys["sk-1"].account_id: "a" is neither one of the world\'s accounts (the world has none) nor a UUID',
  ],
  [
    { accounts: { a: {} }, api_keys: { 'sk-1': { account_id: 'a', project_id: 'p' } } },
    'api_keys["sk-1"].project_id: "p" is neither one of the world\'s projects (the world has none) nor a UUID',
  ],
  [
    { invite_tokens: { t: { project_id: 'p' } } },
    'invite_tokens.t.project_id: "p" is neither one of the world\'s projects (the world has none) nor a UUID',
  ],
  [
    { site_licenses: { l: { managers: ['a'] } } },
    'site_licenses.l.managers[0]: "a" is neither one of the world\'s accounts (the world has none) nor a UUID',
  ],
  [
    { accounts: { a: {} }, organizations: { o: { admins: ['a'], members: ['b'] } } },
    'organizations.o.members[0]: "b" is neither one of the world\'s accounts (there are a) nor a UUID',
  ],
  [
    { organizations: { o: { admins: ['a'] } } },
    'organizations.o.admins[0]: "a" is neither one of the world\'s accounts (the world has none) nor a UUID',
  ],
  [
    { tickets: { '1': { subject: 's', description: 'd', account_id: 'a' } } },
    'tickets["1"].account_id: "a" is neither one of the world\'s accounts (the world has none) nor a UUID',
  ],
  [
    { tickets: { first: { subject: 's', description: 'd' } } },
    'tickets.first: found "first", expected a number of up to 15 digits',
  ],
  [
    { accounts: { a: { api_key: 'k' }, b: { api_key: 'k' } } },
    'accounts.b.api_key: "k" is that of accounts.a.api_key too; it has to be unique',
  ],
  [
    { accounts: { a: { email_address: 'A@example.com' }, b: { email_address: 'a@example.com' } } },
    'accounts.b.email_address: "a@example.com" is that of accounts.a.email_address too; it has to be unique',
  ],
])('of the world %j it is said what is wrong, and where', async ([world, words]) => {
  expect(await complaintAbout(world)).toBe(`one mistake\n  ${words}`);
});

test('ids are unique, while keys that differ in letter case are two', async () => {
  const same = '00000000-0000-4000-8000-000000000001';

  expect(await complaintAbout({ accounts: { a: { account_id: same }, b: { account_id: same } } })).toContain(
    'accounts.b.account_id: ',
  );
  expect(await complaintAbout({ projects: { a: { project_id: same }, b: { project_id: same } } })).toContain(
    'projects.b.project_id: ',
  );
  const file = join(
    folderWith({ 'world.json': '{"accounts":{"a":{"api_key":"k"},"b":{"api_key":"K"}}}' }),
    'world.json',
  );
  await expect(loadWorld(file)).resolves.toBeDefined();
});

test('all mistakes are said at once, up to ten', async () => {
  const accounts = (count: number) =>
    Object.fromEntries(Array.from({ length: count }, (_, index) => [`a${index}`, { banned: 1 }]));

  const [ten, eleven] = [
    await complaintAbout({ accounts: accounts(10) }),
    await complaintAbout({ accounts: accounts(11) }),
  ];

  expect(ten.split('\n')).toHaveLength(11);
  expect(eleven.split('\n')).toHaveLength(12);
  expect(eleven).toMatch(/^11 mistakes\n.*\n {2}and 1 more$/s);
});

test('a name that is an id as well is fine for a user', async () => {
  const file = join(
    folderWith({ 'world.json': '{"projects":{"p":{"users":{"00000000-0000-4000-8000-000000000001":"owner"}}}}' }),
    'world.json',
  );

  await expect(loadWorld(file)).resolves.toBeDefined();
});

test.for(['fake:', 'fake:0', 'fake:10001', 'fake:-1', 'fake:1.5', 'fake:many'])(
  '%s is no number of people',
  async (name) => {
    await expect(loadWorld(name)).rejects.toThrow(
      `world "${name}": expected fake: and a number from 1 to 10000, such as fake:200`,
    );
  },
);

test('fake:3 has three people, and others for another seed', async () => {
  const { world } = await loadWorld('fake:3', '1');

  expect(Object.keys(world.accounts ?? {})).toEqual(['admin', 'person1', 'person2', 'person3']);
  expect((await loadWorld('fake:3', '1')).world).toEqual(world);
  expect((await loadWorld('fake:3', '2')).world).not.toEqual(world);
});

test('the cast of a world has the ids that its hub gives', () => {
  const world: World = { accounts: { a: { api_key: 'k' } }, projects: { p: { users: { a: { group: 'owner' } } } } };
  const hub = createHub({ world, seed: '7' });

  const { accounts, projects } = castOf(world, hub.state);

  expect(accounts[0]?.account_id).toBe(hub.state.accounts.by('api_key', 'k')?.account_id);
  expect(hub.state.projects.has(projects[0]?.project_id ?? '')).toBe(true);
  expect(projects[0]?.owner).toBe('a');
});

test('the protagonist is the first with a project who is no site admin', () => {
  const accounts = {
    admin: { api_key: '1', groups: ['admin'] },
    keyless: {},
    plain: { api_key: '2' },
    owner: { api_key: '3' },
  };
  const projects = {
    a: { users: { admin: 'owner' } },
    b: { users: { keyless: 'owner' } },
    c: { users: { owner: 'owner' } },
  };
  const chosen = (world: World) => protagonist(castOf(world, { seed: '0' }));

  expect(chosen({ accounts, projects }).account?.name).toBe('owner');
  expect(chosen({ accounts, projects }).project?.owner).toBe('owner');
  expect(chosen({ accounts }).account?.name).toBe('plain');
  expect(chosen({ accounts: { admin: accounts.admin }, projects }).project?.owner).toBe('admin');
  expect(chosen({ accounts: { keyless: {} } })).toEqual({ account: undefined, project: undefined });
});
