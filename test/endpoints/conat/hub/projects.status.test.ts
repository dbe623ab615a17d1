import { expect, test } from 'vitest';
import { NOW, PROJECT, testHub } from '../../../hub.ts';

const now = Date.parse(NOW);
const project_id = PROJECT;

test('tells of the process of a project that runs, the same each time', async () => {
  const { hubAs, clock } = testHub();
  await hubAs('owner')('projects.start', { project_id });
  clock.advance(1000);

  const status = await hubAs('owner')('projects.status', { project_id });

  expect(status).toEqual({
    'project.pid': expect.any(Number),
    'hub-server.port': expect.any(Number),
    'browser-server.port': expect.any(Number),
    start_ts: now,
    session_id: expect.stringMatching(/^[0-9a-f-]{36}$/),
  });
  clock.advance(1000);
  expect(await hubAs('owner')('projects.status', { project_id })).toEqual(status);
});

test('tells nothing of a project that does not run, or not yet', async () => {
  const { hubAs, clock } = testHub({ lifecycle: { kind: 'after', ms: 1000 } });
  const status = () => hubAs('owner')('projects.status', { project_id });
  expect(await status()).toEqual({});

  const started = hubAs('owner')('projects.start', { project_id });
  expect(await status()).toEqual({});
  clock.advance(1000);
  await started;
  expect(await status()).toMatchObject({ start_ts: now + 1000 });

  const stopped = hubAs('owner')('projects.stop', { project_id });
  expect(await status()).toEqual({});
  clock.advance(1000);
  await stopped;
  expect(await status()).toEqual({});
});

test('tells of a project that API v1 started, and of one that a world starts with', async () => {
  const { as, hubAs } = testHub();
  await as('owner')('touch_project', { project_id });
  expect(await hubAs('owner')('projects.status', { project_id })).toMatchObject({ start_ts: now });

  const running = testHub({ project: { state: 'running' } });
  expect(await running.hubAs('owner')('projects.status', { project_id })).toMatchObject({ start_ts: now });
});

test('notes what it tells in the project, where queries see it', async () => {
  const { hubAs } = testHub();
  const query = { projects_all: { project_id, status: null } };
  const noted = () => hubAs('owner')('db.userQuery', { query });
  expect(await noted()).toEqual({ projects_all: { project_id, status: null } });

  await hubAs('owner')('projects.status', { project_id });
  expect(await noted()).toEqual({ projects_all: { project_id, status: {} } });

  await hubAs('owner')('projects.start', { project_id });
  const status = await hubAs('owner')('projects.status', { project_id });
  expect(await noted()).toEqual({ projects_all: { project_id, status } });
});
