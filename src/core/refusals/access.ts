/** Refusals for want of access to a project. */
export const accessRefusals = {
  // [smc-hub/client.coffee get_project]
  permission_of_invalid_project: ({ project_id }: { project_id: string }) =>
    `Internal error determining user permission -- invalid project_id -- ${project_id}`,
  no_project_access: ({
    account_id,
    access,
    project_id,
  }: {
    account_id: string;
    access: 'read' | 'write';
    project_id: string;
  }) => `User ${account_id} does not have ${access} access to project ${project_id}`,
} as const;
