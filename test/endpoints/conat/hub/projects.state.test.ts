import { expect, test } from 'vitest';
import { NOW, PROJECT, testHub } from '../../../hub.ts';

const now = Date.parse(NOW);
const project_id = PROJECT;
const ip = '127.0.0.1';

test('tells what state the project is in now, and notes it', async () => {
  for (const [stored, state] of [
    ['opened', 'opened'],
    ['running', 'running'],
    [null, 'opened'],
  ] as const) {
    const { hub, hubAs, clock } = testHub({ project: { state: stored } });
    clock.advance(1000);

    expect(await hubAs('owner')('projects.state', { project_id })).toEqual({
      ip,
      state,
      time: '2020-09-17T03:08:34.230Z',
    });
    expect(hub.state.projects.get(PROJECT)?.state).toEqual({ ip, state, time: now + 1000 });
  }
});

test('tells nothing but the state of a project on its way', async () => {
  const { hubAs, clock } = testHub({ lifecycle: { kind: 'after', ms: 1000 } });
  const state = () => hubAs('owner')('projects.state', { project_id });

  const started = hubAs('owner')('projects.start', { project_id });
  expect(await state()).toEqual({ state: 'starting' });
  clock.advance(1000);
  await started;
  expect(await state()).toMatchObject({ state: 'running' });

  const stopped = hubAs('owner')('projects.stop', { project_id });
  expect(await state()).toEqual({ state: 'stopping' });
  clock.advance(1000);
  await stopped;
  expect(await state()).toMatchObject({ state: 'opened' });
});

test('tells of states that the controller of one machine does not have as they are stored', async () => {
  for (const state of ['closed', 'archived', 'pending']) {
    const { hubAs, clock } = testHub({ project: { state } });
    clock.advance(1000);

    expect(await hubAs('owner')('projects.state', { project_id })).toEqual({ state, time: NOW });
  }
});

test('shows in queries of both generations', async () => {
  const { as, hubAs, clock } = testHub();
  clock.advance(1000);
  await hubAs('owner')('projects.state', { project_id });
  const query = { projects_all: { project_id, state: null } };
  const row = { projects_all: { project_id, state: { ip, state: 'opened', time: '2020-09-17T03:08:34.230Z' } } };

  expect(await hubAs('owner')('db.userQuery', { query })).toEqual(row);
  expect((await as('owner')('query', { query })).query).toEqual(row);
});
