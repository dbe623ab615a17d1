/** Refusals of user queries. */
import type { Json } from '../json.ts';

export interface InTable {
  readonly table: string;
}

export interface InField extends InTable {
  readonly field: string;
}

export const queryRefusals = {
  // The shape of a query. [smc-hub/postgres-user-queries.coffee _user_query, _user_query_array]
  one_table_a_query: () => 'FATAL: must specify exactly one key in the query',
  query_not_object: ({ table }: InTable) => `FATAL: invalid user_query of '${table}' -- query must be an object`,
  query_list_too_long: () => 'FATAL: array of length > 1 not yet implemented',
  // What the engine of 2026 falls over with; the words are those of its JavaScript.
  query_not_sent: () => "Cannot read properties of undefined (reading 'undefined')",
  query_missing: () => "TypeError: Cannot read properties of undefined (reading 'undefined')",
  options_not_list: ({ options }: { options: Json }) => `FATAL: options (=${JSON.stringify(options)}) must be an array`,
  not_admin_to_sudo: () => 'user must be admin to sudo',

  // Options. [smc-hub/postgres-user-queries.coffee _query_parse_options; smc-hub/postgres-base.coffee __do_query]
  unknown_option: ({ option }: { option: string }) => `unknown option '${option}'`,
  no_slices: () => 'slice not implemented',
  bad_limit: ({ limit }: { limit: string }) => `ERROR -- opts.limit = '${limit}' is not an integer`,
  apostrophe_in_order: ({ order_by }: { order_by: string }) =>
    `ERROR -- detected ' apostrophe in order_by='${order_by}'`,
  bad_order: ({ order_by }: { order_by: string }) => `ERROR -- invalid characters in order_by='${order_by}'`,

  // Getting. [smc-hub/postgres-user-queries.coffee _parse_get_query_opts, user_get_query]
  get_not_allowed: ({ table }: InTable) => `FATAL: get queries not allowed for table '${table}'`,
  anonymous_get: ({ table }: InTable) => `FATAL: anonymous get queries not allowed for table '${table}'`,
  get_of_field: ({ table, field }: InField) => `FATAL: user get query not allowed for ${table}.${field}`,
  no_row_filter: ({ table }: InTable) =>
    `FATAL: user get query not allowed for ${table} (no getAll filter - pg_where or check_hook)`,
  not_admin: () => 'FATAL: user must be an admin',
  project_not_named: () => 'FATAL: must specify project_id',
  invalid_project_id: ({ project_id }: { project_id: string }) => `invalid project_id -- ${project_id}`,
  no_read_access_to_project: () => 'FATAL: you do not have read access to this project',
  no_read_access_by_account: ({ account_id }: { account_id: string }) =>
    `FATAL: you do not have read access to this project -- account_id=${account_id}, project_id_=undefined`,

  // Changefeeds. [smc-hub/postgres-user-queries.coffee _user_query, user_get_query]
  changefeed_of_set: () => 'FATAL: changefeeds only for read queries',
  changefeed_of_one: () => 'FATAL: changefeeds only implemented for multi-document queries',
  changefeed_of_batch: () => 'FATAL: changefeeds only implemented for single table',
  changefeed_id: () => 'FATAL: changes.id must be a uuid',
  changefeed_key: ({ key }: { key: string }) => `FATAL: changefeed MUST include primary key (='${key}') in query`,
  no_changefeed: () => 'changefeeds are not supported for querying this table',

  // Setting. [smc-hub/postgres-user-queries.coffee _parse_set_query_opts, _user_set_query_enforce_requirements]
  anonymous_set: () => 'FATAL: no anonymous set queries',
  no_such_table: ({ table }: InTable) => `FATAL: table '${table}' does not exist`,
  set_not_allowed: ({ table }: InTable) => `FATAL: user set queries not allowed for table '${table}'`,
  change_of_field: ({ table, field }: InField) => `FATAL: changing ${table}.${field} not allowed`,
  delete_not_allowed: ({ table }: InTable) => `FATAL: delete from ${table} not allowed`,
  field_missing: ({ table, field }: InField) => `FATAL: must specify ${table}.${field}`,
  field_for_projects: () => 'FATAL: project_id must be specified',
  field_refused: ({ field, fault }: { field: string; fault: string }) => `FATAL: error setting '${field}' -- ${fault}`,
  unknown_project: ({ project_id }: { project_id: string }) =>
    `FATAL: unknown project_id '${project_id.slice(0, 100)}'`,
  key_missing: ({ key }: { key: string }) => `FATAL: query must specify (primary) key '${key}'`,

  // Words of PostgreSQL 15 behind the hub's own prefix. [smc-hub/postgres-base.coffee __do_query]
  sql_malformed_array: ({ text }: { text: string }) => `postgresql error: malformed array literal: "${text}"`,
  sql_json: () => 'postgresql error: invalid input syntax for type json',
  sql_not_null: ({ table, column }: { table: string; column: string }) =>
    `postgresql error: null value in column "${column}" of relation "${table}" violates not-null constraint`,
  sql_no_relation: ({ table }: { table: string }) => `postgresql error: relation "${table}" does not exist`,
  sql_no_column: ({ column }: { column: string }) => `postgresql error: column "${column}" does not exist`,
  sql_path_in_scalar: () => 'postgresql error: cannot set path in scalar',
  sql_delete_in_scalar: () => 'postgresql error: cannot delete path in scalar',
  sql_path_in_array: ({ key }: { key: string }) =>
    `postgresql error: path element at position 1 is not an integer: "${key}"`,
  sql_is_boolean: ({ operand, type }: { operand: string; type: string }) =>
    `postgresql error: argument of IS ${operand} must be type boolean, not type ${type}`,
  sql_any_of_array: () => 'postgresql error: op ANY/ALL (array) requires array on right side',

  // Accounts. [util/db-schema/accounts.ts, name-rules.ts]
  name_empty: ({ field }: { field: string }) => `${field} must be nonempty`,
  name_rule: ({ rule }: { rule: string }) => `Error: name must ${rule}`,
  name_of_account_taken: ({ name }: { name: string }) =>
    `name "${name}" is already taken by another organization or account`,
  auto_balance: ({ fault }: { fault: string }) => `Error: ${fault}`,

  // Projects. [smc-hub/postgres-user-queries.coffee _user_set_query_project_users, _user_set_query_project_change_before;
  // database/user-query/user-set-query-project-users.ts; util/db-schema/projects.ts]
  allocation_of_other: ({ account_id, other }: { account_id: string; other: string }) =>
    `FATAL: user '${account_id}' tried to change user '${other}' allocation toward a project`,
  name_of_project_taken: ({ name }: { name: string }) =>
    `There is already a project with the same owner as this project and name='${name}'.   Names are not case sensitive.`,
  name_of_project_by_other: () => 'Only the owner of the project can currently change the project name.',
  manage_users_by_other: () => 'Error: Only project owners can change collaborator management settings',
  manage_users_enforced: () =>
    'Error: Collaborator management is enforced by the site administrator and cannot be disabled.',
  no_public_paths: () => 'project does not have any public paths',
  name_of_path_taken: ({ path, name }: { path: string; name: string }) =>
    `There is already a public path "${path}" in this project with the name "${name}".  Names are not case sensitive.`,
  id_not_sha1: () => 'id must be a sha1 hash',
  // [smc-util/db-schema/file-use-times.ts; smc-hub/postgres/file-use-times.ts]
  file_use_times_incomplete: () => 'project_id, account_id, and path must all be specified',
  file_use_times_access: () => 'Error: user does not have read access to the given project',

  // Licences. [smc-util/db-schema/site-licenses.ts; smc-hub/postgres/site-license]
  only_many: () => 'Error: only query requesting multiple results is implemented',
  must_be_many: () => 'query must be an array (you must request to get multiple values back)',
  must_not_be_many: () => 'query must NOT be an array (do not request multiple values back)',
  license_id_missing: () => 'query must be of the form [{license_id:uuid, ...}]',
  one_license: () => 'must be a single object query with id specified',
  no_license: ({ id }: { id: string }) => `Error: no license with id ${id}`,
  not_manager: () => 'Error: user must be a manager of the license to change it',
  no_license_key: () => 'must provide primary key',
  purchaser_removed: () => 'you cannot remove as manager the person who originally purchased the license',

  // Settings, tokens and logs. [smc-util/db-schema/site-settings.ts, registration-tokens.ts, central-log.ts, blobs.ts]
  setting_not_allowed: ({ name }: { name: string }) => `setting name='${name}' not allowed`,
  registration_token_query: () => "Error: don't know what to do with this query",
  event_not_webapp: () => "event must start with 'webapp-'",
  blob_id_missing: () => 'id must be specified',

  // Synchronised documents. [smc-hub/postgres-user-queries.coffee _syncstring_access_check]
  syncstring_project: ({ project_id }: { project_id: string }) =>
    `FATAL: project_id (='${project_id}') must be a valid uuid`,
  string_id_length: ({ string_id }: { string_id: string }) =>
    `FATAL: string_id (='${string_id}') must be a string of length 40`,
  no_syncstring: () => 'FATAL: no such syncstring',

  // Messages, groups, organizations. [util/db-schema/messages.ts, groups.ts, organizations.ts]
  not_a_received_message: () => 'use the sent_messages table to create a new message',
  not_a_sent_message: () => 'use the create_message virtual table to create messages',
  no_such_recipients: ({ account_ids }: { account_ids: readonly string[] }) =>
    `Error: every target account_id must exist -- these accounts do not exist: ${JSON.stringify(account_ids)}`,
  not_owner_of_group: () => 'Error: user must be an owner of the group',
  not_member_of_organization: () => 'account must be a member of the organization',
} as const;
