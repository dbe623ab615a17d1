import { expect, test } from 'vitest';
import { NOW, PROJECT, testHub, UNKNOWN } from '../../../hub.ts';
import { turns } from '../../../turns.ts';

const now = Date.parse(NOW);
const project_id = PROJECT;
const DENIED = { error: 'Error: must be an owner to delete a project' };

test('stops the project, takes its licences away and calls it deleted', async () => {
  const { hub, hubAs, clock } = testHub({
    project: { state: 'running', site_license: { [UNKNOWN]: { mintime: 1 } }, files: { 'a.txt': 'a' } },
    lifecycle: { kind: 'after', ms: 8000 },
  });
  const before = hub.state.projects.get(PROJECT);

  const answer = hubAs('owner')('projects.deleteProject', { project_id });
  expect(hub.state.projects.get(PROJECT)).toMatchObject({ state: { state: 'stopping' }, deleted: null });
  clock.advance(8000);

  expect(await answer).toBe(null);
  expect(hub.state.projects.get(PROJECT)).toEqual({
    ...before,
    site_license: {},
    state: { state: 'opened', time: now + 8000, ip: '127.0.0.1' },
    deleted: true,
  });
});

test('can be asked for again, and by queries undone', async () => {
  const { hub, hubAs } = testHub();
  const query = { projects: { project_id, deleted: false } };

  expect(await hubAs('owner')('projects.deleteProject', { project_id })).toBe(null);
  expect(await hubAs('owner')('projects.deleteProject', { project_id })).toBe(null);
  expect(hub.state.projects.get(PROJECT)?.deleted).toBe(true);

  expect(await hubAs('owner')('db.userQuery', { query })).toEqual({});
  expect(hub.state.projects.get(PROJECT)?.deleted).toBe(false);
});

test('leaves all as it was but for the flag: the project can be seen, started and written to', async () => {
  const { hub, as, hubAs, projectAs } = testHub({ project: { files: { 'a.txt': 'hello' } } });
  await hubAs('owner')('projects.deleteProject', { project_id });
  const query = { projects_all: [{ project_id, deleted: null }] };

  expect(await hubAs('owner')('db.userQuery', { query })).toEqual({ projects_all: [{ project_id, deleted: true }] });
  expect(await hubAs('owner')('projects.start', { project_id })).toBe(null);
  expect(await projectAs('owner')('system.ping')).toEqual({ now });
  expect(await hubAs('owner')('projects.touch', { project_id })).toBe(null);
  expect(await as('owner')('read_text_file_from_project', { project_id, path: 'a.txt' })).toMatchObject({
    content: 'hello',
  });
  expect(hub.state.projects.get(PROJECT)).toMatchObject({ deleted: true, state: { state: 'running' } });
});

test('goes on when its caller waits no longer', async () => {
  const { hub, hubAs, clock } = testHub({ project: { state: 'running' }, lifecycle: { kind: 'after', ms: 20_000 } });

  const answer = hubAs('owner')('projects.deleteProject', { project_id });
  clock.advance(15_000);
  expect(await answer).toEqual({ error: expect.stringContaining("code='408'") });
  expect(hub.state.projects.get(PROJECT)?.deleted).toBe(null);

  clock.advance(5000);
  await turns();
  expect(hub.state.projects.get(PROJECT)?.deleted).toBe(true);
});

test('is for owners, collaborators and site admins', async () => {
  const people = { project: { users: { owner: 'owner', other: 'collaborator' } } };

  for (const caller of ['owner', 'other', 'admin']) {
    const { hub, hubAs } = testHub(people);
    expect(await hubAs(caller)('projects.deleteProject', { project_id })).toBe(null);
    expect(hub.state.projects.get(PROJECT)?.deleted).toBe(true);
  }
  const { hub, hubAs } = testHub({ project: { users: { owner: 'owner', other: 'viewer' } } });
  const before = hub.state.projects;
  expect(await hubAs('other')('projects.deleteProject', { project_id })).toEqual(DENIED);
  expect(await hubAs('owner')('projects.deleteProject', { project_id: UNKNOWN })).toEqual(DENIED);
  expect(await hubAs('admin')('projects.deleteProject', { project_id: UNKNOWN })).toEqual({
    error: `FATAL: unknown project_id '${UNKNOWN}'`,
  });
  for (const args of [[], [{}], [{ project_id: 'abc' }], [{ project_id: 7 }]]) {
    expect(await hubAs('owner')('projects.deleteProject', ...args)).toEqual({
      error: 'Error: project_id must be a valid UUID',
    });
  }
  expect(hub.state.projects).toBe(before);
});
