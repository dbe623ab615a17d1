/** Where user queries differ between hubs of 2020 and of 2026. */

const SCHEMA = 'smc-util/db-schema; util/db-schema';
const ENGINE = 'smc-hub/postgres-user-queries.coffee; database/postgres-user-queries.coffee';

/** Most rows of a table in one answer, unless the query says otherwise. */
const rows = (table: string, documented: number, later: number) => ({
  what: `Rows of \`${table}\` in an answer, by default at most:`,
  documented,
  '2026': later,
  source: SCHEMA,
});

/** Columns beside those that all dialects have. */
const columns = (what: string, documented: string, later: string) => ({
  what: `${what} has the further columns:`,
  documented,
  '2026': later,
  source: SCHEMA,
});

export const queryDeviations = {
  query_tables: {
    what: 'Tables that other dialects do not have:',
    documented: 'file_use_times recent_syncstrings_in_project',
    '2026':
      'project_avatar_images project_datastore all_public_paths public_paths_site_license_id news ipywidgets bookmarks api_keys shopping_cart_items public_path_stars compute_servers cloud_filesystems usage_info messages sent_messages create_message groups create_group purchases subscriptions statements purchase_quotas vouchers openai_chatgpt_log organizations crm_accounts crm_projects crm_public_paths',
    source: SCHEMA,
  },
  accounts_columns: columns(
    'Getting `accounts`',
    '',
    'org stripe_checkout_session name customize ephemeral unlisted tags tours min_balance balance balance_alert auto_balance purchase_closing_day stripe_usage_subscription email_daily_statements unread_message_count',
  ),
  accounts_settable: columns('Setting `accounts`', '', 'name unlisted tags tours email_daily_statements auto_balance'),
  collaborators_columns: columns('Getting `collaborators`', '', 'name'),
  license_columns: columns('Getting `site_licenses`', '', 'voucher_code subscription_id'),
  license_info_columns: columns('Getting `site_license_public_info`', '', 'subscription_id applied'),
  license_settable: columns('Setting `manager_site_licenses`', '', 'managers'),
  listings_columns: columns('Getting `listings`', '', 'compute_server_id'),
  mentions_columns: columns('`mentions`', '', 'fragment_id'),
  projects_columns: columns(
    'Getting `projects`',
    'addons',
    'name run_quota manage_users_owner_only secret_token ephemeral sandbox avatar_image_tiny color pay_as_you_go_quotas',
  ),
  projects_settable: columns(
    'Setting `projects`',
    'course',
    'manage_users_owner_only name sandbox avatar_image_tiny avatar_image_full color',
  ),
  public_paths_columns: columns(
    'Getting `public_paths`',
    '',
    'name url image authenticated site_license_id cross_origin_isolation redirect jupyter_api',
  ),
  public_paths_settable: columns(
    'Setting `public_paths`',
    '',
    'name image authenticated site_license_id cross_origin_isolation redirect jupyter_api',
  ),
  public_paths_by_id_columns: columns('Getting `public_paths_by_id`', '', 'name authenticated redirect jupyter_api'),
  public_projects_columns: columns('Getting `public_projects`', '', 'name'),
  site_settings_columns: columns('Getting `site_settings`', '', 'readonly'),

  listings_rows: rows('listings', 25, 50),
  matching_licenses_rows: rows('matching_site_licenses', 50, 20),
  mentions_rows: rows('mentions', 100, 500),
  project_log_rows: rows('project_log', 300, 750),
  projects_rows: rows('projects', 20, 300),
  mentions_window: {
    what: '`mentions` shows those of the past so many days:',
    documented: 14,
    '2026': 45,
    source: SCHEMA,
  },

  field_names: {
    documented: 'The refusal of a field prints what all objects have under its name, if there is anything.',
    '2026': 'It prints the name.',
    source: ENGINE,
  },
  null_in_batch: {
    documented: 'A query of null in a batch is never answered, nor are options with null among them.',
    '2026': 'A query of null fails with a `TypeError`; what becomes of null among the options is not known.',
    source: ENGINE,
  },
  text_as_query: {
    documented: 'A query that is a text names no table.',
    '2026': 'Its characters are taken for the keys of an object.',
    source: ENGINE,
  },
  row_limit: {
    documented: '`limit` is digits; null is none.',
    '2026': '`limit` is what `parseInt` reads, 100,000 at most and by default.',
    source: ENGINE,
  },
  several_orders: {
    documented: 'Of several options `order_by` the last counts.',
    '2026': 'All of them count, in turn.',
    source: ENGINE,
  },
  order_characters: {
    documented: '`order_by` may hold anything but an apostrophe.',
    '2026': '`order_by` may hold letters, digits and `_.," ` only.',
    source: ENGINE,
  },
  filter_operators: {
    documented: 'A value is an object of operators if its first key is a comparison; there may be several.',
    '2026': 'It is one if its only key is a comparison, or one of `IS`, `LIKE`, `ILIKE`, `ANY`, `MINLEN`, ….',
    source: ENGINE,
  },
  relative_times: {
    documented: 'A value that is compared to is taken as it is.',
    '2026': 'It may be a time relative to now.',
    source: 'smc-hub/postgres-user-queries.coffee; database/user-query/user-get-query.ts',
  },
  read_access_words: {
    documented: 'The refusal of a project says nothing of who asked.',
    '2026': 'It names the account, and prints a variable that is never set.',
    source: ENGINE,
  },
  empty_names: {
    documented: 'A first or last name can be set to an empty text.',
    '2026': 'That is refused.',
    source: SCHEMA,
  },
  use_time_texts: {
    documented: 'In `file_use`, a time that is a text is never just now.',
    '2026': 'It is read.',
    source: SCHEMA,
  },
  logs_readable: {
    documented: 'Nobody reads `central_log`, `file_access_log` and `client_error_log`.',
    '2026': 'Admins do.',
    source: SCHEMA,
  },
  lti_readable: {
    documented: 'Nobody reads `lti`, since no rule says whose rows.',
    '2026': 'Admins do.',
    source: SCHEMA,
  },
  setting_name_first: {
    documented: 'The name of a site setting is looked at before the caller is.',
    '2026': 'It is looked at once the caller has passed.',
    source: SCHEMA,
  },
  license_without_key: {
    documented:
      'A set on `manager_site_licenses` without an id is refused for want of the key, one of another row not.',
    '2026': 'Both are refused for want of the row.',
    source: ENGINE,
  },
  project_users_form: {
    documented:
      'In `users` of a project, keys that are no ids are left out; what hubs make of other forms is partly known.',
    '2026': 'Each fault is refused in words of its own.',
    source:
      'smc-hub/postgres-user-queries.coffee _user_set_query_project_users; database/user-query/user-set-query-project-users.ts',
  },
  project_actions: {
    what: 'An `action_request` can be:',
    documented: 'restart stop start close save',
    '2026': 'restart stop start',
    source: ENGINE,
  },
  action_alone: {
    documented: 'What is set beside an action is set too; a set with an action may change upgrades of others.',
    '2026': 'An action takes the place of everything else that is set.',
    source: ENGINE,
  },
  action_times: {
    documented: 'Two times of actions are subtracted, so two texts always differ.',
    '2026': 'They are compared.',
    source: ENGINE,
  },
} as const;
