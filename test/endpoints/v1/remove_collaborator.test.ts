import { expect, test } from 'vitest';
import { NOW, OTHER, OWNER, PROJECT, testHub, UNKNOWN } from '../../hub.ts';

const users = { owner: 'owner', other: 'collaborator' };

test('takes a collaborator out of the project', async () => {
  const { hub, as } = testHub({ project: { users } });

  expect(await as('owner')('remove_collaborator', { id: 1, project_id: PROJECT, account_id: OTHER })).toEqual({
    event: 'success',
    id: 1,
  });

  expect(hub.state.projects.get(PROJECT)?.users).toEqual({ [OWNER]: { group: 'owner' } });
  expect(hub.state.projects.hasBy('user', OTHER)).toBe(false);
  expect((await as('other')('touch_project', { project_id: PROJECT })).event).toBe('error');
});

test('lets collaborators take out themselves, but not the owner', async () => {
  const { hub, as } = testHub({ project: { users } });

  expect((await as('other')('remove_collaborator', { project_id: PROJECT, account_id: OWNER })).event).toBe('success');
  expect(hub.state.projects.get(PROJECT)?.users).toHaveProperty(OWNER);

  await as('other')('remove_collaborator', { project_id: PROJECT, account_id: OTHER });
  expect(hub.state.projects.get(PROJECT)?.users).toEqual({ [OWNER]: { group: 'owner' } });
});

test('succeeds for accounts that are not in the project, and for projects that are not there', async () => {
  const { hub, as } = testHub({ project: { users } });
  const before = hub.state.projects;

  expect((await as('owner')('remove_collaborator', { project_id: PROJECT, account_id: UNKNOWN })).event).toBe(
    'success',
  );
  expect((await as('admin')('remove_collaborator', { project_id: UNKNOWN, account_id: OTHER })).event).toBe('success');

  expect(hub.state.projects).toBe(before);
});

test('looks at the project first, then at the account', async () => {
  const { hub, as } = testHub({ project: { users } });
  const errorOf = async (name: string, project_id: unknown, account_id: unknown) =>
    (await as(name)('remove_collaborator', { project_id, account_id })).error;

  expect(await errorOf('owner', 'nothing', 'nobody')).toBe(
    'Internal error determining user permission -- invalid project_id -- nothing',
  );
  expect(await errorOf('owner', UNKNOWN, 'nobody')).toBe(
    `User ${OWNER} does not have write access to project ${UNKNOWN}`,
  );
  expect(await errorOf('owner', PROJECT, 'nobody')).toBe('invalid account_id -- nobody');
  expect(hub.state.accounts.get(OWNER)?.last_active).toBe(Date.parse(NOW));
});

test('marks the project as edited, at most every 30 seconds', async () => {
  const { hub, as, clock } = testHub({ project: { users } });
  const editedAfter = async (ms: number) => {
    clock.advance(ms);
    await as('owner')('remove_collaborator', { project_id: PROJECT, account_id: UNKNOWN });
    return (hub.state.projects.get(PROJECT)?.last_edited ?? 0) - Date.parse(NOW);
  };

  expect(await editedAfter(29_999)).toBe(0);
  expect(await editedAfter(1)).toBe(30_000);
});
