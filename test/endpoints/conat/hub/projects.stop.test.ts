import { expect, test } from 'vitest';
import { NOW, PROJECT, testHub } from '../../../hub.ts';

const now = Date.parse(NOW);
const project_id = PROJECT;

test('answers when the project has stopped', async () => {
  const { hub, hubAs, clock } = testHub({ project: { state: 'running' }, lifecycle: { kind: 'after', ms: 8000 } });

  const answer = hubAs('owner')('projects.stop', { project_id });
  expect(await hubAs('owner')('projects.state', { project_id })).toEqual({ state: 'stopping' });
  clock.advance(7999);
  expect(await Promise.race([answer, 'nothing yet'])).toBe('nothing yet');
  clock.advance(1);

  expect(await answer).toBe(null);
  expect(hub.state.projects.get(PROJECT)).toMatchObject({
    state: { state: 'opened', time: now + 8000, ip: '127.0.0.1' },
    last_edited: now,
  });
});

test('leaves the status of the last run noted until somebody asks for it', async () => {
  const { hub, hubAs } = testHub();
  const noted = () => hub.state.projects.get(PROJECT)?.columns.status;
  await hubAs('owner')('projects.start', { project_id });
  const running = noted();

  await hubAs('owner')('projects.stop', { project_id });
  expect(noted()).toBe(running);

  await hubAs('owner')('projects.status', { project_id });
  expect(noted()).toEqual({});
});

test('leaves a stopped project as it is, but for the time of its state', async () => {
  const { hub, hubAs, clock } = testHub();
  clock.advance(1000);

  expect(await hubAs('owner')('projects.stop', { project_id })).toBe(null);
  expect(hub.state.projects.get(PROJECT)?.state).toEqual({ state: 'opened', time: now + 1000 });
});

test('stops a project that waits for room, and lets others rest where only other controllers put them', async () => {
  for (const [state, end] of [
    ['pending', 'opened'],
    ['closed', 'closed'],
    ['archived', 'archived'],
    [null, 'opened'],
  ] as const) {
    const { hub, hubAs } = testHub({ project: { state } });

    expect(await hubAs('owner')('projects.stop', { project_id })).toBe(null);
    expect(hub.state.projects.get(PROJECT)?.state?.state).toBe(end);
  }
});
