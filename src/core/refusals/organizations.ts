/** Refusals of the hub's functions on organizations, and of the database that keeps them. [server/conat/api/org.ts] */
export const organizationRefusals = {
  list_by_other: () => 'Error: must be a site admin',
  organization_by_other: () => 'Error: only admins may create organizations',
  organization_name_taken: ({ name }: { name: string }) =>
    `Error: name ${name} is already used by some account or organization`,
  not_organization_admin: () => 'Error: user must be an admin of the organization or site-admin',
  no_organization: ({ name }: { name: string }) => `Error: no org named '${name}'`,
  admin_by_other: () => 'Error: only site admins can make a user an organization admin right now',
  member_by_other: () => 'Error: only site admins can add/move a user to an org right now',
  no_account_named: ({ user }: { user: string }) => `Error: no such account '${user}'`,
  no_user_named: ({ user }: { user: string }) => `Error: cannot find user '${user}'`,
  in_other_organization: ({ user }: { user: string }) =>
    `Error: User '${user}' is already member of another organization`,
  in_no_organization: () => 'Error: user is not in an org',
  admin_not_removable: () => 'Error: admin cannot be removed from org; first remove them from being an admin',

  // The index has its name from its table and its expression. [database/postgres/schema/indexes.ts]
  organization_not_unique: () =>
    'postgresql error: duplicate key value violates unique constraint "organizations_lower_name__unique_idx"',
  nothing_to_set: () => 'postgresql error: syntax error at or near "WHERE"',
} as const;
