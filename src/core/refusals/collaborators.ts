/** Refusals of the hub's functions on the people of projects. */

/** Why nobody may add themselves to a project. [server/projects/collab.ts verify_course_access_to_project] */
const COURSE_FAULTS = {
  no_course: 'must be an admin',
  not_in_course: 'must be owner or collaborator on course project',
} as const;

/** What is wrong with a change of somebody's group. [server/projects/collaborators.ts changeUserType; util/project-ownership.ts] */
const GROUP_FAULTS = {
  not_member: 'Not a project member',
  caller_not_member: 'Requesting user is not a valid project member',
  not_owner: 'Only project owners can change user types',
  target_not_member: 'Target user is not a member of this project',
  target_without_group: 'Target user does not have a valid group (must be owner or collaborator)',
  unknown_group: "New group must be either 'owner' or 'collaborator'",
  last_owner: 'Cannot change the last owner to collaborator. At least one owner is required.',
} as const;

export type CourseFault = keyof typeof COURSE_FAULTS;
export type GroupFault = keyof typeof GROUP_FAULTS;

export const collaboratorRefusals = {
  // [server/projects/collaborators.ts]
  not_a_collaborator: () => 'Error: user must be a collaborator',
  group_change: ({ fault }: { fault: GroupFault }) => `OwnershipError: ${GROUP_FAULTS[fault]}`,
  too_many_people: () => 'Error: Specify less recipients when adding collaborators to project.',
  bad_address: ({ address }: { address: string }) => `Error: invalid email address '${address}'`,
  long_address: ({ email_address }: { email_address: string }) =>
    `Error: email address must be at most 128 characters: '${email_address}'`,

  // [server/projects/ownership-checks.ts]
  managed_project_invalid: ({ project_id }: { project_id: string }) => `Error: Invalid project_id: ${project_id}`,
  managed_account_invalid: ({ account_id }: { account_id: string }) => `Error: Invalid account_id: ${account_id}`,
  managed_project_missing: () => 'OwnershipError: Project not found',
  managed_by_owners: () => 'OwnershipError: Only owners can manage collaborators when this setting is enabled',
  owner_not_removable: () => 'OwnershipError: Cannot remove an owner. Demote to collaborator first.',

  // [server/projects/collab.ts]
  no_such_invite_token: () => 'Error: Project invite token is not valid - no such token',
  no_project_to_join: ({ project_id }: { project_id: string }) => `Error: no project with id "${project_id}"`,
  cannot_add_self: ({ project_id, fault }: { project_id: string; fault: CourseFault }) =>
    `Error: cannot add self to "${project_id}" -- ${COURSE_FAULTS[fault]}`,

  // The words are those of another function. [server/conat/api/projects.ts setQuotas]
  quotas_by_other: () => 'Error: Must be an admin to do admin search.',
} as const;
