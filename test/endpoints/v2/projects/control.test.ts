/** What calls of API v2 do to projects is seen by the other generations of the API, and by keys of projects. */
import { expect, test } from 'vitest';
import type { JsonObject } from '../../../../src/core/json.ts';
import { id, OTHER, OWNER, PROJECT, testHub } from '../../../hub.ts';

const SECOND = id('project', 2);
const FILES = { 'notes/a.txt': 'a note\n' };

function twoProjects(users: Record<string, string> = { owner: 'owner' }) {
  return testHub({
    projects: {
      project: { project_id: PROJECT, title: 'Project', users, files: FILES },
      second: { project_id: SECOND, title: 'Second', users: { other: 'owner' } },
    },
  });
}

/** Calls with a key of the project. */
async function asProject(hub: ReturnType<typeof testHub>) {
  const made = (await hub.restAs('owner')('api-keys', { action: 'create', project_id: PROJECT })) as JsonObject;
  const [{ secret }] = made.response as [{ secret: string }];
  return async (path: string, body: object) => (await hub.hub.call(`v2/${path}` as string, body, { key: secret })).body;
}

test('starts and stops a project, as conat tells of its state', async () => {
  const { restAs, hubAs } = twoProjects();
  const rest = restAs('owner');
  const state = async () => (await hubAs('owner')('projects.state', { project_id: PROJECT })) as JsonObject;

  expect(await rest('projects/start', { project_id: PROJECT })).toEqual({ status: 'ok' });
  expect(await state()).toMatchObject({ state: 'running' });
  expect(await rest('projects/stop', { project_id: PROJECT })).toEqual({ status: 'ok' });
  expect(await state()).toMatchObject({ state: 'opened' });
  expect(await rest('projects/touch', { project_id: PROJECT })).toEqual({});
  expect(await state()).toMatchObject({ state: 'running' });
});

test('a key of a project works on that project alone, and does not delete it', async () => {
  const hub = twoProjects();
  const call = await asProject(hub);
  const row = async () => {
    const query = { projects: { project_id: PROJECT, deleted: null } };
    return await hub.restAs('owner')('user-query', { query });
  };

  expect(await call('projects/start', { project_id: PROJECT })).toEqual({ status: 'ok' });
  expect(await call('projects/start', { project_id: SECOND })).toEqual({
    error: 'must be a collaborator to start project',
  });
  expect(await call('projects/get', {})).toEqual([]);
  expect(await call('projects/collaborators/list', { project_id: PROJECT })).toEqual([]);
  expect(await call('projects/update', { project_id: PROJECT, title: 'x' })).toEqual({
    error: 'FATAL: user must be an admin',
  });
  const change = { project_id: PROJECT, target_account_id: OWNER, new_group: 'owner' };
  expect(await call('projects/collaborators/change-user-type', change)).toEqual({
    error: 'Requesting user is not a valid project member',
  });
  expect(await call('projects/delete', { project_id: PROJECT })).toEqual({});
  expect(await row()).toEqual({ query: { projects: { project_id: PROJECT, deleted: null } } });
  expect(await hub.hubAs('owner')('projects.state', { project_id: PROJECT })).toMatchObject({ state: 'opened' });
  expect(await call('projects/restore', { project_id: PROJECT })).toEqual({});
});

test('copies what may be read, and refuses by name what hubs copy unasked', async () => {
  const { restAs, hub } = twoProjects({ owner: 'owner', other: 'collaborator' });
  const copy = { src_project_id: PROJECT, path: 'notes', target_project_id: SECOND };

  expect(await restAs('other')('projects/copy-path', copy)).toEqual({ copy_id: '' });
  const answer = await hub.call('v2/projects/copy-path', { ...copy, public_id: 'x' }, { key: 'sk_other' });
  expect(answer.kind).toBe('unsimulated');
  expect(JSON.stringify(answer.body)).toContain("copying with a 'public_id'");
});

test.each([
  [5, 'type number (5)'],
  [['a'], 'an instance of Array'],
  [{ a: 1 }, 'an instance of Object'],
])('a path to copy that is %j is refused in the words of Node', async (path, received) => {
  const { restAs } = twoProjects({ owner: 'owner', other: 'collaborator' });

  expect(
    await restAs('other')('projects/copy-path', { src_project_id: PROJECT, path, target_project_id: SECOND }),
  ).toEqual({ error: `The "path" argument must be of type string. Received ${received}` });
});

test('lists projects by when they were edited, but for those that are hidden or deleted', async () => {
  const { restAs, clock } = testHub();
  const rest = restAs('owner');
  const made: string[] = [];
  for (const title of ['one', 'two', 'three', 'four']) {
    clock.advance(1000);
    made.push(((await rest('projects/create', { title })) as JsonObject).project_id as string);
  }
  const titles = async (sent = {}) => ((await rest('projects/get', sent)) as JsonObject[]).map(({ title }) => title);

  expect(await titles({ limit: 3 })).toEqual(['four', 'three', 'two']);
  expect(await rest('projects/get-one')).toMatchObject({ title: 'four' });
  await rest('projects/delete', { project_id: made[3] });
  await rest('user-query', { query: { projects: { project_id: made[2], users: { [OWNER]: { hide: true } } } } });
  expect(await titles({ limit: '2' })).toEqual(['two', 'one']);
  expect(await titles({ limit: -1 })).toEqual([]);
  expect(await rest('projects/get', { limit: 1.5 })).toEqual({
    error: 'invalid input syntax for type bigint: "1.5"',
  });
  expect(await restAs('other')('projects/get-one')).toMatchObject({ title: 'Untitled Project' });
});

test('admins set quotas, from which those that were not sent are left out', async () => {
  const { restAs } = twoProjects();
  const quotas = { project_id: PROJECT, cpu_request: 0.5, internet: true, always_running: false };

  expect(await restAs('admin')('projects/set-admin-quotas', quotas)).toEqual({ status: 'success' });
  expect(
    await restAs('owner')('user-query', { query: { projects: { project_id: PROJECT, settings: null } } }),
  ).toMatchObject({ query: { projects: { settings: { cpu_shares: 512, network: 1, always_running: 0 } } } });
  expect(await restAs('admin')('projects/set-admin-quotas', { ...quotas, project_id: 'abc' })).toEqual({
    error: 'undefined',
  });
});

test('whoever is no owner may leave, also where owners alone manage people', async () => {
  const { restAs } = twoProjects({ owner: 'owner', other: 'collaborator' });
  await restAs('owner')('user-query', { query: { projects: { project_id: PROJECT, manage_users_owner_only: true } } });
  const other = { project_id: PROJECT, account_id: OTHER };

  expect(await restAs('admin')('projects/collaborators/remove', other)).toEqual({
    error: 'Only owners can manage collaborators when this setting is enabled',
  });
  expect(await restAs('other')('projects/collaborators/remove', other)).toEqual({ status: 'ok' });
  expect(await restAs('owner')('projects/collaborators/list', { project_id: PROJECT })).toMatchObject([
    { account_id: OWNER },
  ]);
});
