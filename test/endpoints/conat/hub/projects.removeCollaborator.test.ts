import { expect, test } from 'vitest';
import { ADMIN, OTHER, OWNER, PROJECT, testHub, UNKNOWN } from '../../../hub.ts';

const users = { owner: 'owner', other: 'collaborator', [UNKNOWN]: 'viewer' };

type Hubs = ReturnType<typeof testHub>;

function removing({ hubAs }: Hubs, name: string, account_id: unknown, project_id: unknown = PROJECT) {
  return hubAs(name)('projects.removeCollaborator', { opts: { project_id, account_id } } as never);
}

test('takes an account out of the project, and notes that', async () => {
  const hubs = testHub({ project: { users } });

  expect(await removing(hubs, 'owner', OTHER)).toBeNull();
  expect(await removing(hubs, 'owner', UNKNOWN)).toBeNull();
  expect(await removing(hubs, 'owner', ADMIN)).toBeNull();

  expect(hubs.hub.state.projects.get(PROJECT)?.users).toEqual({ [OWNER]: { group: 'owner' } });
  const event = { event: 'remove_collaborator' };
  const events = [...hubs.hub.state.project_log.values()].map((row) => row.event);
  expect(events).toHaveLength(3);
  expect(events).toEqual(
    expect.arrayContaining([
      { ...event, removed_name: 'Other Person', removed_account_id: OTHER },
      { ...event, removed_name: 'Unknown User', removed_account_id: UNKNOWN },
      { ...event, removed_name: 'Admin Person', removed_account_id: ADMIN },
    ]),
  );
});

test('refuses in its order', async () => {
  const hubs = testHub({ project: { users } });

  expect(await removing(hubs, 'owner', 'x', 'x')).toEqual({
    error: "Error: invalid account_id or project_id -- all must be valid uuid's",
  });
  expect(await removing(hubs, 'owner', OTHER, [PROJECT])).toEqual({
    error: "Error: invalid account_id or project_id -- all must be valid uuid's",
  });
  for (const [name, project_id] of [
    ['owner', UNKNOWN],
    ['admin', PROJECT],
  ] as const) {
    expect(await removing(hubs, name, 'x', project_id)).toEqual({ error: 'Error: user must be a collaborator' });
  }
  expect(await removing(hubs, 'other', 'x')).toEqual({ error: 'Error: Invalid account_id: x' });
  expect(await removing(hubs, 'other', undefined)).toEqual({ error: 'Error: Invalid account_id: undefined' });
});

test('keeps owners, whoever asks', async () => {
  const hubs = testHub({ project: { users: { ...users, admin: 'owner' } } });

  for (const name of ['owner', 'other', 'admin']) {
    expect(await removing(hubs, name, OWNER)).toEqual({
      error: 'OwnershipError: Cannot remove an owner. Demote to collaborator first.',
    });
  }
});

test('lets all but owners take only themselves out where the project says so', async () => {
  const hubs = testHub({
    project: { users: { ...users, admin: 'collaborator' }, columns: { manage_users_owner_only: true } },
  });

  expect(await removing(hubs, 'other', ADMIN)).toEqual({
    error: 'OwnershipError: Only owners can manage collaborators when this setting is enabled',
  });
  expect(await removing(hubs, 'other', OTHER)).toBeNull();
  expect(await removing(hubs, 'owner', ADMIN)).toBeNull();
});

test('needs its options in a member', async () => {
  const { hubAs } = testHub();

  expect(await hubAs('owner')('projects.removeCollaborator', {})).toEqual({
    error: "TypeError: Cannot read properties of undefined (reading 'project_id')",
  });
});
