/**
 * Where the dialects of the API differ: the only place that knows. A hub of 2020 speaks as its API is documented or as it
 * was observed, a hub of 2026 in one way, but for API v2 of one that runs in development. Code asks how the call is to be answered in one named respect, never by whom.
 */
import { cacheDeviations } from './deviations/caches.ts';
import { queryDeviations } from './deviations/queries.ts';

/** By what a call is answered; fixed when it begins. */
export type Dialect = 'documented' | 'observed' | '2026' | 'development';

/** In each column a statement about the hub, or the value of what `what` names. */
export interface Deviation {
  readonly what?: string;
  /** What the published description of API v1 states or shows. */
  readonly documented: string | number;
  /** What the implementation of the description's revision does, unless that is the same. */
  readonly observed?: string | number;
  /** What a hub of 2026 does, unless that is the same as the hub of 2020 does. */
  readonly '2026'?: string | number;
  /** What a hub of 2026 does that is not run in production, unless that is the same. Only v2 asks. */
  readonly development?: string | number;
  readonly source: string;
}

const MEMBERS_RULE =
  "A `query` changes no member's group in a project, and `hide`, `upgrades` and `ssh_keys` of the caller's own entry alone: the rule that the implementation of 2020 states and does not keep.";

export const deviations = {
  withdrawn_events: {
    documented: 'Events that were withdrawn from the API can be called.',
    observed: "They are refused: `endpoint '<event>' is not part of the HTTP API`.",
    source: 'smc-util/message.js API, message2; smc-hub/test/api/apikey.coffee',
  },
  blank_key: {
    documented: 'Some events take a blank key.',
    observed: 'Every call needs a valid key.',
    source: 'smc-hub/api/handler.coffee get_client',
  },
  event_option: {
    documented: 'Every call takes the option `event`; here it must equal the name in the URL.',
    observed: 'A member `event` in the body is refused.',
    source: 'smc-util/message.js message',
  },
  bash_ignores_args: {
    documented: 'With `bash`, a project runs `command` alone and ignores `args`.',
    observed: 'It runs `command` and `args` together, each quoted for the shell.',
    source: 'smc-util-node/execute-code.coffee execute_code',
  },
  add_collaborator_gate: {
    documented: 'Only owners and collaborators of a project can add people to it without a token.',
    observed: 'Whoever has an entry in the project can, viewers and invited people too.',
    source: 'smc-hub/postgres/collab.ts add_collaborators_to_projects',
  },
  invitation_length: {
    documented: 'An invitation of people without an account has at most 1024 characters in all; here: written as JSON.',
    observed: 'Only its member `to` is measured.',
    source: 'smc-hub/client.coffee mesg_invite_noncloud_collaborators',
  },
  always_running_upgrade: {
    documented: 'The totals of available upgrades hold what the plans give.',
    observed: 'They always hold `always_running` as well, which starts at 0.',
    source: 'smc-util/upgrades.js',
  },
  ticket_links: {
    documented: 'The links that the hub adds to the text of a support ticket are plain, as the example shows.',
    observed: 'They end in `?session=`.',
    source: 'smc-hub/support.coffee create_ticket',
  },
  change_password_account: {
    documented: 'The password that is changed is that of the account that `account_id` names.',
    observed: "`account_id` is ignored: the caller's own password is changed.",
    source: 'smc-hub/password.coffee change_password',
  },
  auth_token_without_password: {
    documented: 'Tokens to sign in with are given out only for accounts that have a password.',
    observed: 'An admin who sends an empty password gets one for any account, even for one that does not exist.',
    source: 'smc-hub/auth-token.coffee get_user_auth_token',
  },
  broken_off_calls: {
    documented: 'A call over which the hub breaks off is never answered.',
    '2026': 'The gateway gives up on it: `timeout - callHub: …`.',
    source: 'server/api/hub-bridge.ts callHub',
  },
  client_error_id: {
    documented: 'The record of an error of a client has the id of the call.',
    observed: 'It has an id of its own.',
    source: 'smc-hub/postgres-server-queries.coffee log_client_error',
  },
  user_search_members: {
    documented:
      'A result of a search for people has `account_id`, `first_name` and `last_name`, and `email_address` where it was found by that or an admin asks.',
    observed:
      'It has `last_active` and `created` as well, with an address also `email_address_verified`, for an admin also `banned`.',
    source: 'smc-hub/postgres-server-queries.coffee user_search',
  },
  user_search_limit: {
    documented: '`limit`, which is never more than 50, holds for all results of a search for people together.',
    observed: 'It holds for those found by name only, and is not capped for admins.',
    source: 'smc-hub/client.coffee mesg_user_search; smc-hub/postgres-server-queries.coffee user_search',
  },
  user_search_terms: {
    documented: 'Of the two terms of a name, one begins the first name and the other the last name.',
    observed: 'Each of them begins the first or the last name; both may begin the same.',
    source: 'smc-hub/postgres-server-queries.coffee user_search',
  },
  write_needs_write_access: {
    documented: 'Writing a text file takes read access to the project.',
    observed: 'It takes write access: viewers are refused.',
    source: 'smc-hub/client.coffee mesg_write_text_file_to_project',
  },
  listing_format: {
    documented:
      'A public listing looks as in the example: times in whole seconds, no sizes of directories; a link has its own time and size.',
    observed:
      'Times have fractions, a directory has the number of its entries as size, a link the time and size of its target, and also `issymlink` and `link_target`.',
    source: 'smc-project/directory-listing.ts; smc_pyutil/smc_compute.py directory_listing',
  },
  listing_options: {
    documented: 'A public listing is sorted and cut as `time`, `start` and `limit` say; `more` tells that it was cut.',
    observed: 'These options are ignored.',
    source: 'smc-hub/kucalc/compute-client.coffee directory_listing; smc_pyutil/smc_compute.py directory_listing',
  },
  listing_of_nothing: {
    documented:
      'Where there is no directory, a public listing has no files, in keeping with the example and its back end.',
    observed: 'It has the error of the operating system.',
    source: 'smc-project/directory-listing.ts; smc_pyutil/smc_compute.py directory_listing',
  },
  unencoded_public_path: {
    documented: 'Any path can be listed and read in public.',
    observed:
      'The path becomes part of a URL as it is, so one with `?`, `#`, `%` or `\\`, or with blanks at its ends, means another.',
    source: 'smc-hub/kucalc/compute-client.coffee directory_listing, read_file',
  },
  accounts_get_names_present_user: {
    documented: 'A `query` that gets from `accounts` answers for the present user, whatever account it names.',
    observed: "Naming another account's id matches nothing.",
    source: 'smc-util/db-schema/accounts.ts; smc-hub/postgres-user-queries.coffee _user_get_query_where',
  },
  editor_settings: {
    documented: 'A `query` fills in 22 editor settings of an account, those that an example shows.',
    observed: 'It fills in 30, among them `auto_close_latex`, `build_on_save` and `ask_jupyter_kernel`.',
    '2026': 'It fills in 33, and more of the other settings.',
    source: 'smc-util/db-schema/accounts.ts; util/db-schema/accounts.ts',
  },
  temporary_names: {
    documented: 'The name of a temporary file in what a command prints has years since 1900, as an example shows.',
    observed: 'It has the full year.',
    source: 'npm temp, of which the hub that ran has another version than the one of the example',
  },
  query_sets_members: {
    documented: MEMBERS_RULE,
    observed:
      "Whoever is in a project, and a site admin, sets any member's `group`, `hide` and `ssh_keys`, and adds members; only `upgrades` of another member are refused.",
    '2026': MEMBERS_RULE,
    source: 'smc-hub/postgres-user-queries.coffee _user_set_query_project_users, _user_set_query_project_change_before',
  },
  projects_window: {
    what: 'The table `projects` of `query` shows projects that were edited in the past so many days:',
    documented: 21,
    observed: 10,
    '2026': 42,
    source: 'smc-util/db-schema/projects.ts; util/db-schema/projects.ts',
  },
  copy_reply: {
    documented: 'A call that has waited for the end of its copy is answered by `success`.',
    observed: 'It answers `copy_path_between_projects_response`, with the id of the operation, in any case.',
    source: 'smc-hub/copy-path.ts copy; smc-hub/kucalc/compute-client.coffee copy_path',
  },
  copy_exclude_history: {
    documented: 'With `exclude_history`, a copy leaves out `*.sage-history`.',
    observed: '`exclude_history` is taken and not stored, whatever it is: it has no effect.',
    source: 'smc-hub/kucalc/compute-client.coffee copy_path; smc-util/db-schema/copy-paths.ts',
  },
  database_errors: {
    what: 'An error of the database begins with',
    documented: 'postgresql Error: ',
    '2026': 'error: ',
    source: 'smc-hub/postgres-base.coffee __do_query; npm pg-native, pg',
  },
  user_name_search: {
    documented: 'In a search for people, a piece of the text with an `@` anywhere is an e-mail address.',
    '2026': 'An `@` at its start stands before a user name.',
    source: 'smc-util/misc.js parse_user_search; util/misc.ts parse_user_search',
  },
  project_control_notes: {
    documented: 'A project that starts or stops has its new state noted, with the time.',
    '2026': 'It has its address noted as well, and when it starts its status, and that it was edited.',
    source: 'smc-hub/kucalc/compute-client.coffee Project._action; server/projects/control/single-user.ts start, stop',
  },
  action_notes: {
    documented: 'In `action_request` of a project stands what a query has set there.',
    observed: 'So does what the hub itself has asked for last: to open, start, stop or close the project, and when.',
    '2026': 'In `action_request` of a project stands what a query has set there.',
    source: 'smc-hub/kucalc/compute-client.coffee Project._action',
  },
  root_user: {
    documented:
      "A project's user can make nothing in the directory of all homes, and is not let into the home of root.",
    '2026': 'The projects of one machine run as root: what they make beside their homes, all of them see.',
    source: 'measured: v1-files.har 12, 86; conat in single-user mode',
  },
  validated_requests: {
    documented: 'Whatever is sent, the handler of an endpoint of API v2 sees to it.',
    development:
      'Before the handlers of the published endpoints, requests are held to the description: method, media type and body, each refused with an HTTP status of its own; members that are not described are taken out.',
    source: 'next/lib/api/framework.ts; npm next-rest-framework',
  },
  ...queryDeviations,
  ...cacheDeviations,
} as const satisfies Record<string, Deviation>;

type Deviations = typeof deviations;
export type DeviationName = keyof Deviations;
type ColumnOf<Name extends DeviationName> = Extract<keyof Deviations[Name], Dialect>;

/** Any value that knows the dialect: mostly the state, for the call being served. */
interface Spoken {
  readonly dialect: Dialect;
}

/** The column that holds for the dialect: each stands for those after it that are left out. */
export function columnOf<Name extends DeviationName>({ dialect }: Spoken, name: Name): ColumnOf<Name> {
  const deviation: Deviation = deviations[name];
  const isOf2026 = dialect === '2026' || dialect === 'development';
  if (dialect === 'development' && deviation.development !== undefined) return 'development' as ColumnOf<Name>;
  if (isOf2026 && deviation['2026'] !== undefined) return '2026' as ColumnOf<Name>;
  const isObserved = dialect !== 'documented' && deviation.observed !== undefined;
  return (isObserved ? 'observed' : 'documented') as ColumnOf<Name>;
}

/** Whether the call is to be answered otherwise than documented in this respect. */
export function deviates(spoken: Spoken, name: DeviationName): boolean {
  return valueIn(spoken, name) !== deviations[name].documented;
}

/** The value of this respect in which the call is to be answered. */
export function valueIn<Name extends DeviationName>(spoken: Spoken, name: Name): Deviations[Name][ColumnOf<Name>] {
  return deviations[name][columnOf(spoken, name)];
}
