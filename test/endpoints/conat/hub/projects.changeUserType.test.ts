import { expect, test } from 'vitest';
import { ADMIN, NOW, OTHER, OWNER, PROJECT, testHub, UNKNOWN } from '../../../hub.ts';

const users = { owner: 'owner', other: 'collaborator', [UNKNOWN]: 'viewer' };

type Hubs = ReturnType<typeof testHub>;

function changing({ hubAs }: Hubs, name: string, target_account_id: string, new_group: string, project_id = PROJECT) {
  return hubAs(name)('projects.changeUserType', { opts: { project_id, target_account_id, new_group } });
}

test('makes a collaborator an owner, and an owner a collaborator again, and notes that', async () => {
  const hubs = testHub({ project: { users } });
  const groups = () => Object.values(hubs.hub.state.projects.get(PROJECT)?.users ?? {}).map(({ group }) => group);

  expect(await changing(hubs, 'owner', OTHER, 'owner')).toBeNull();
  expect(groups()).toEqual(['owner', 'owner', 'viewer']);
  expect(await changing(hubs, 'other', OWNER, 'collaborator')).toBeNull();
  expect(groups()).toEqual(['collaborator', 'owner', 'viewer']);

  expect([...hubs.hub.state.project_log.values()]).toContainEqual({
    id: expect.any(String),
    project_id: PROJECT,
    time: Date.parse(NOW),
    account_id: OWNER,
    event: {
      event: 'change_collaborator_type',
      target_account_id: OTHER,
      target_name: 'Other Person',
      old_group: 'collaborator',
      new_group: 'owner',
    },
  });
});

test.each([
  ['admin', OTHER, 'owner', 'Not a project member'],
  ['other', OTHER, 'owner', 'Only project owners can change user types'],
  ['owner', ADMIN, 'x', 'Target user is not a member of this project'],
  ['owner', UNKNOWN, 'x', 'Target user does not have a valid group (must be owner or collaborator)'],
  ['owner', OTHER, 'x', "New group must be either 'owner' or 'collaborator'"],
  ['owner', OWNER, 'collaborator', 'Cannot change the last owner to collaborator. At least one owner is required.'],
])('refuses %s who makes %s %s', async (name, target, group, words) => {
  expect(await changing(testHub({ project: { users } }), name, target, group)).toEqual({
    error: `OwnershipError: ${words}`,
  });
});

test('refuses what is no project', async () => {
  expect(await changing(testHub(), 'owner', OTHER, 'owner', 'x')).toEqual({
    error: "Error: invalid account_id or project_id -- all must be valid uuid's",
  });
  expect(await changing(testHub(), 'owner', OTHER, 'owner', UNKNOWN)).toEqual({
    error: 'OwnershipError: Not a project member',
  });
});

test('needs its options in a member', async () => {
  const { hubAs } = testHub();

  expect(await hubAs('owner')('projects.changeUserType', {})).toEqual({
    error: "TypeError: Cannot destructure property 'project_id' of 'opts' as it is undefined.",
  });
});
