/** Refusals of the hub's functions on accounts, messages and the site. [server/conat/api] */
export const hubFunctionRefusals = {
  // [server/conat/api/system.ts]
  not_admin_to_search: () => 'Error: Must be an admin to do admin search.',
  not_site_admin: () => 'Error: must be an admin',

  no_password_without_email: () => 'Error: passwords are only defined for accounts with email',
  // Thrown as texts, so that nothing stands before them. [server/conat/api/index.ts]
  not_admin_to_terminate: () => 'only admin can terminate',
  unknown_service: ({ service }: { service: string }) => `Unknown service ${service}`,

  // [database/postgres/account/user-tracking.ts]
  no_event: () => 'Error: evt must be specified',
  event_too_long: ({ limit }: { limit: number }) => `Error: event must have length at most ${limit}`,
  no_value: () => 'Error: value must be specified',

  // The hub prints the expression, not its value. [server/auth/auth-token.ts]
  auth_token_refused_for_now: () => 'Error: banned -- please wait at least #{BAN_TIME_MS/1000}s before trying again',
  password_incorrect: () => 'Error: incorrect password',

  // [server/messages/send.ts, get.ts]
  no_such_recipient: ({ account_id }: { account_id: string }) => `Error: invalid account_id -- ${account_id}`,
  too_many_messages_wanted: ({ limit }: { limit: number }) => `Error: limit must be at most ${limit}`,
  no_such_kind_of_message: () => 'postgresql error: syntax error at or near "undefined"',
  // [database/postgres-base.coffee __do_query]
  update_of_all: ({ assignments }: { assignments: string }) =>
    `ERROR -- Dangerous UPDATE or DELETE without a WHERE, TRIGGER, or INSERT:  query='UPDATE projects SET ${assignments}'`,
  negative_offset: () => 'postgresql error: OFFSET must not be negative',

  // [server/conat/api/sync.ts]
  not_collaborator_on_history: () => 'Error: user must be collaborator on source project',
  no_path_of_history: () => 'Error: one of string_id or both project_id and path must be given',

  // [server/conat/api/db.ts, file-use-times.ts]
  not_collaborator_to_touch: () => 'Error: user must be collaborator on project',
} as const;
