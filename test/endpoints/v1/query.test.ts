import { expect, test } from 'vitest';
import { DAY } from '../../../src/core/instant.ts';
import type { Json } from '../../../src/core/json.ts';
import type { WorldProject } from '../../../src/hub/world/shape.ts';
import { id, NOW, OTHER, OWNER, PROJECT, testHub, UNKNOWN, untyped } from '../../hub.ts';

const title = { projects: { project_id: PROJECT, title: null } };

function rowOf(answer: object, table: string): Json | undefined {
  return (answer as { query: Record<string, Json> }).query[table];
}

test('answers with the request, the result in the place of its query', async () => {
  const { as } = testHub();

  const answer = await as('owner')('query', { id: 'mine', query: title, options: [{ heartbeat: 1 }], changes: false });

  expect(JSON.stringify(answer)).toBe(
    JSON.stringify({
      event: 'query',
      id: 'mine',
      query: { projects: { project_id: PROJECT, title: 'Project' } },
      changes: false,
      multi_response: false,
      options: [{ heartbeat: 1 }],
    }),
  );
});

test('makes an id where none was sent, and says no more than was sent', async () => {
  const { as } = testHub();

  const answer = await as('owner')('query', { query: title });

  expect(answer).toEqual({
    event: 'query',
    id: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-4/),
    query: { projects: { project_id: PROJECT, title: 'Project' } },
    multi_response: false,
  });
});

test('answers a set with an empty query, and a refusal as an error with status 200', async () => {
  const { hub } = testHub();
  const set = { id: '1', query: { projects: { project_id: PROJECT, title: 'New' } } };

  expect(await hub.call('v1/query', set, { key: 'sk_owner' })).toEqual({
    kind: 'success',
    body: { event: 'query', id: '1', query: {}, multi_response: false },
  });
  expect(await hub.call('v1/query', set, { key: 'sk_other' })).toEqual({
    kind: 'refusal',
    code: 'not_admin',
    body: { event: 'error', id: '1', error: 'FATAL: user must be an admin' },
  });
});

test.each([
  [{}, "invalid parameters 'Error: misc.defaults -- TypeError: property 'query' must be specified: '"],
  [{ query: null }, "invalid parameters 'Error: misc.defaults -- TypeError: property 'query' must be specified: '"],
  [
    { query: {}, nope: 1 },
    "invalid parameters 'Error: misc.defaults -- TypeError: got an unexpected argument 'nope' '",
  ],
])('looks at the members of the request before the key: %j', async (body, error) => {
  const { hub } = testHub();

  expect(await hub.call(untyped('v1/query'), body, { key: 'sk_nobody' })).toMatchObject({
    kind: 'rejection',
    body: { error },
  });
});

test('needs a key', async () => {
  const { hub } = testHub();

  expect(await hub.call('v1/query', { query: title }, { key: 'sk_nobody' })).toMatchObject({
    kind: 'rejection',
    body: { error: 'No account found. Is your API key wrong?' },
  });
});

test.each([true, 'false', 1])('falls over multi_response %j, before it looks at the key', async (multi_response) => {
  const { hub } = testHub();

  expect(await hub.call(untyped('v1/query'), { query: title, multi_response }, { key: 'sk_nobody' })).toMatchObject({
    kind: 'crash',
    code: 'multi_response',
  });
});

test.each([false, 0, ''])('takes multi_response %j for what it is not', async (multi_response) => {
  const { as } = testHub();

  expect(await as('owner')('query', { query: title, multi_response })).toMatchObject({
    event: 'query',
    multi_response,
  });
});

const all = { projects: [{ project_id: null, title: null }] };

test('answers a changefeed with its first rows', async () => {
  const { as } = testHub();

  expect(await as('owner')('query', { query: all, changes: true })).toMatchObject({
    event: 'query',
    query: { projects: [{ project_id: PROJECT, title: 'Project' }] },
    changes: true,
  });
});

test.each([
  ['FATAL: changefeeds only for read queries', { projects: { project_id: PROJECT, title: 'x' } }],
  ['FATAL: changefeeds only implemented for multi-document queries', title],
  ['FATAL: changefeeds only implemented for single table', [all, all]],
  ["FATAL: changefeed MUST include primary key (='project_id') in query", { projects: [{ title: null }] }],
  ["FATAL: changefeed MUST include primary key (='id') in query", { manager_site_licenses: [{ title: null }] }],
  ['changefeeds are not supported for querying this table', { manager_site_licenses: [{ id: null }] }],
  ["FATAL: get queries not allowed for table 'nope'", { nope: [{ id: null }] }],
])('refuses a changefeed with: %s', async (error, query) => {
  const { as } = testHub();

  expect(await as('owner')('query', { query, changes: true })).toMatchObject({ event: 'error', error });
});

test('needs a uuid to send changes to', async () => {
  const { as } = testHub();

  expect(await as('owner')('query', { id: 'mine', query: all, changes: true })).toMatchObject({
    event: 'error',
    error: 'FATAL: changes.id must be a uuid',
  });
});

test('keeps what a batch has set before its first refusal', async () => {
  const { as } = testHub();
  const batch = [
    { projects: { project_id: PROJECT, title: 'kept' } },
    { projects: { project_id: UNKNOWN, title: 'refused' } },
    { projects: { project_id: PROJECT, title: 'never' } },
  ];

  expect(await as('owner')('query', { query: batch })).toMatchObject({
    event: 'error',
    error: `FATAL: unknown project_id '${UNKNOWN}'`,
  });
  expect(await as('owner')('query', { query: title })).toMatchObject({ query: { projects: { title: 'kept' } } });
});

test('a batch may hold batches, and answers what each of them does', async () => {
  const { as } = testHub();

  expect(await as('owner')('query', { query: [[], [title, { accounts: { first_name: null } }]] })).toMatchObject({
    event: 'query',
    query: [[], [{}, { accounts: { first_name: 'Owner' } }]],
  });
});

/** What the published description shows, under `projects` and `accounts` of an owner with subscriptions. */
function documented(project: WorldProject = {}) {
  const subscription = { status: 'active', quantity: 1, plan: 'premium-month' };
  return testHub({
    accounts: { owner: { account_id: OWNER, api_key: 'sk_owner', subscriptions: [subscription] } },
    project: { title: 'MY NEW PROJECT 2', description: 'desc 2', ...project },
  });
}

test('documented: tells title and description of a project', async () => {
  const { as } = documented();

  expect(
    await as('owner')('query', { query: { projects: { project_id: PROJECT, title: null, description: null } } }),
  ).toMatchObject({
    event: 'query',
    query: { projects: { project_id: PROJECT, title: 'MY NEW PROJECT 2', description: 'desc 2' } },
    multi_response: false,
  });
});

test('documented: lists all projects', async () => {
  const { as } = documented({ last_edited: '2018-01-01' });

  const answer = await as('owner')('query', {
    query: { projects_all: [{ project_id: null, title: null, description: null }] },
  });

  expect(rowOf(answer, 'projects_all')).toEqual([
    { project_id: PROJECT, title: 'MY NEW PROJECT 2', description: 'desc 2' },
  ]);
});

test('documented: finds the id of a project by title and description', async () => {
  const { as } = documented();
  const query = { projects: { project_id: null, title: 'MY NEW PROJECT 2', description: 'desc 2' } };

  const answer = await as('owner')('query', { query });

  expect(rowOf(answer, 'projects')).toEqual({ project_id: PROJECT, title: 'MY NEW PROJECT 2', description: 'desc 2' });
});

test('documented: tells the people of a project, and their upgrades', async () => {
  const upgrades = {
    cores: 1,
    memory: 3000,
    mintime: 86400,
    network: 1,
    cpu_shares: 768,
    disk_quota: 27000,
    member_host: 1,
  };
  const users = { owner: { group: 'owner', upgrades }, other: 'collaborator' };
  const { as } = documented({ users });

  const answer = await as('owner')('query', { query: { projects: { project_id: PROJECT, users: null } } });

  expect(rowOf(answer, 'projects')).toEqual({
    project_id: PROJECT,
    users: { [OWNER]: { group: 'owner', upgrades }, [OTHER]: { group: 'collaborator' } },
  });
});

test('documented: tells the editor settings of the present user', async () => {
  const { as } = documented();

  const answer = await as('owner')('query', { query: { accounts: { account_id: OWNER, editor_settings: null } } });

  expect(rowOf(answer, 'accounts')).toMatchObject({
    account_id: OWNER,
    editor_settings: { bindings: 'standard', tab_size: 4, theme: 'default', undo_depth: 300 },
  });
});

test('documented: changes title and description of a project', async () => {
  const { hub, as } = documented();
  const query = { projects: { project_id: PROJECT, title: 'REVISED TITLE', description: 'REVISED DESC' } };

  expect(await as('owner')('query', { query })).toMatchObject({ event: 'query', query: {}, multi_response: false });
  expect(hub.state.projects.get(PROJECT)).toMatchObject({ title: 'REVISED TITLE', description: 'REVISED DESC' });
});

test('documented: shares a file, which everybody can read then', async () => {
  const { as } = documented({ files: { 'myfile.txt': 'shared' } });
  const read = { project_id: PROJECT, path: 'myfile.txt' };
  const query = { public_paths: { ...read, description: 'a shared text file' } };

  expect(await as('other')('public_get_text_file', read)).toMatchObject({ event: 'error' });
  expect(await as('owner')('query', { query })).toMatchObject({ event: 'query', query: {} });
  expect(await as('other')('public_get_text_file', read)).toMatchObject({ data: 'shared' });
});

test('documented: merges an upgrade into those of a project', async () => {
  const { hub, as } = documented({ users: { owner: { group: 'owner', upgrades: { cores: 1, cpu_shares: 256 } } } });
  const query = { projects: { project_id: PROJECT, users: { [OWNER]: { upgrades: { cpu_shares: 512 } } } } };

  expect(await as('owner')('query', { query })).toMatchObject({ event: 'query', query: {} });
  expect(hub.state.projects.get(PROJECT)?.users).toEqual({
    [OWNER]: { group: 'owner', upgrades: { cores: 1, cpu_shares: 512 } },
  });
});

test('documented: merges a setting into those of the present user', async () => {
  const { as } = documented();
  const query = { accounts: { account_id: OWNER, editor_settings: { jupyter_classic: true } } };

  expect(await as('owner')('query', { query })).toMatchObject({ event: 'query', query: {} });
  const answer = await as('owner')('query', { query: { accounts: { editor_settings: null } } });
  expect(rowOf(answer, 'accounts')).toMatchObject({ editor_settings: { jupyter_classic: true, tab_size: 4 } });
});

test('answers for the present user as documented, whatever account is named, and as observed only for the own id', async () => {
  const query = { accounts: { account_id: OTHER, first_name: null } };
  const list = { accounts: [{ account_id: OTHER, first_name: null }] };
  const [published, observed] = [testHub(), testHub({ profile: 'observed' })];

  expect(await published.as('owner')('query', { query })).toMatchObject({
    query: { accounts: { account_id: OWNER, first_name: 'Owner' } },
  });
  expect(rowOf(await published.as('owner')('query', { query: list }), 'accounts')).toEqual([
    { account_id: OWNER, first_name: 'Owner' },
  ]);
  expect(await observed.as('owner')('query', { query })).toMatchObject({ event: 'query', query: {} });
  expect(rowOf(await observed.as('owner')('query', { query: list }), 'accounts')).toEqual([]);
});

test.each([
  ['documented', 21],
  ['observed', 10],
] as const)('%s: shows projects of the past %i days, and of not one millisecond more', async (profile, days) => {
  const edited = (ms: number) => new Date(Date.parse(NOW) - ms).toISOString();
  const projects = {
    recent: { project_id: id('project', 1), users: { owner: 'owner' }, last_edited: edited(days * DAY) },
    old: { project_id: id('project', 2), users: { owner: 'owner' }, last_edited: edited(days * DAY + 1) },
  };
  const { as } = testHub({ profile, projects });

  const answer = await as('owner')('query', { query: { projects: [{ project_id: null }] } });

  expect(rowOf(answer, 'projects')).toEqual([{ project_id: id('project', 1) }]);
});

test('reading fills in the editor settings that the description shows, and more as observed', async () => {
  const query = { accounts: { editor_settings: null } };
  const settingsOf = async (profile: 'documented' | 'observed') => {
    const answer = await testHub({ profile }).as('owner')('query', { query });
    return Object.keys((rowOf(answer, 'accounts') as { editor_settings: object }).editor_settings);
  };

  const documented = await settingsOf('documented');
  const observed = await settingsOf('observed');

  expect(documented).toHaveLength(22);
  expect(observed).toHaveLength(30);
  expect(observed).toEqual(expect.arrayContaining(documented));
  expect(documented).not.toContain('ask_jupyter_kernel');
});
