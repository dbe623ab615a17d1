import { expect, test } from 'vitest';
import { NOW, OWNER, PROJECT, testHub } from '../../../hub.ts';

const now = Date.parse(NOW);
const project_id = PROJECT;

test('marks project and caller as active, and answers when the project runs', async () => {
  const { hub, hubAs, clock } = testHub({ lifecycle: { kind: 'after', ms: 2000 } });
  clock.advance(1000);

  const answer = hubAs('owner')('projects.touch', { project_id });
  expect(hub.state.projects.get(PROJECT)).toMatchObject({
    last_edited: now + 1000,
    last_active: { [OWNER]: now + 1000 },
    state: { state: 'starting' },
  });
  expect(hub.state.accounts.get(OWNER)?.last_active).toBe(now + 1000);
  clock.advance(2000);

  expect(await answer).toBe(null);
  expect(hub.state.projects.get(PROJECT)?.state?.state).toBe('running');
});

test('marks a project at most once a minute for each account, as API v1 does, and starts it all the same', async () => {
  const { hub, as, hubAs, clock } = testHub({ project: { state: 'running' } });
  const lastActive = () => hub.state.projects.get(PROJECT)?.last_active;
  await as('owner')('touch_project', { project_id });

  clock.advance(59_999);
  await hubAs('owner')('projects.touch', { project_id });
  expect(lastActive()).toEqual({ [OWNER]: now });

  clock.advance(1);
  await hubAs('owner')('projects.stop', { project_id });
  await hubAs('owner')('projects.touch', { project_id });
  expect(lastActive()).toEqual({ [OWNER]: now + 60_000 });
  expect(hub.state.projects.get(PROJECT)?.state?.state).toBe('running');
});
