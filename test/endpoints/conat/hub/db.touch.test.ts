import { expect, test } from 'vitest';
import { NOW, OWNER, PROJECT, testHub, UNKNOWN } from '../../../hub.ts';

const now = Date.parse(NOW);

test('marks the caller as active', async () => {
  const { hubAs, hub } = testHub();

  for (const args of [[], [{}], [{ project_id: null }], [{ project_id: '' }]]) {
    expect(await hubAs('owner')('db.touch', ...args)).toBeNull();
  }
  expect(hub.state.accounts.get(OWNER)?.last_active).toBe(now);
});

test('marks a project as used, without starting it', async () => {
  const { hubAs, hub, clock } = testHub();
  clock.advance(60_000);

  expect(await hubAs('owner')('db.touch', { project_id: PROJECT, path: 'a.txt', action: 'edit' })).toBeNull();

  expect(hub.state.projects.get(PROJECT)).toMatchObject({
    last_edited: now + 60_000,
    last_active: { [OWNER]: now + 60_000 },
    state: { state: 'opened' },
  });
});

test('refuses projects that the caller does not work on', async () => {
  const { hubAs, hub } = testHub();
  const error = 'Error: user must be collaborator on project';

  expect(await hubAs('other')('db.touch', { project_id: PROJECT })).toEqual({ error });
  expect(await hubAs('admin')('db.touch', { project_id: PROJECT })).toEqual({ error });
  expect(await hubAs('owner')('db.touch', { project_id: UNKNOWN })).toEqual({ error });
  expect(await hubAs('owner')('db.touch', { project_id: 'abc' })).toEqual({
    error: "Error: invalid account_id or project_id -- all must be valid uuid's",
  });
  expect(hub.state.accounts.get(OWNER)?.last_active).toBeNull();
});
