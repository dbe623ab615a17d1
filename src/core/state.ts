/**
 * All that a hub knows, as one immutable value.
 *
 * Tables are persistent maps, records are plain objects spelled like the hub's own columns.
 * An index is changed by the same function as its table (`withAccount`, `withProject`, …), nowhere else.
 */
import { List, Map, OrderedMap, type OrderedSet, type Set } from 'immutable';
import type { Directory } from './files/tree.ts';
import type { Instant } from './instant.ts';
import type { Json, JsonObject } from './json.ts';
import type { FinishedRun } from './projects/exec.ts';

/** Which source wins where the published description and the implementation differ: see `deviations.ts`. */
export type Profile = 'documented' | 'observed';

/** How long a project or a copy stays between two states: not at all, some milliseconds, or some calls. */
export type Lifecycle =
  | { readonly kind: 'immediate' }
  | { readonly kind: 'after'; readonly ms: number }
  | { readonly kind: 'after'; readonly calls: number };

/** The settings of the site that a call's answer depends on. */
export interface Site {
  readonly site_name: string;
  /** Host name in links and mails. */
  readonly dns: string;
  readonly help_email: string;
  /** Whether accounts can be made with e-mail and password. */
  readonly email_signup: boolean;
  readonly verify_emails: boolean;
  /** Whether a ticket service and a payment service are connected. */
  readonly support: boolean;
  readonly payments: boolean;
  /** Domains that mail is refused to and from. */
  readonly banned_domains: readonly string[];
}

export interface Account {
  readonly account_id: string;
  readonly first_name: string | null;
  readonly last_name: string | null;
  /** Lower case; unique. */
  readonly email_address: string | null;
  readonly email_address_before_delete: string | null;
  readonly email_address_verified: Readonly<Record<string, Instant>> | null;
  readonly email_address_challenge: { readonly email: string; readonly token: string; readonly time: Instant } | null;
  /** `null`: the account has no password. */
  readonly password_hash: string | null;
  readonly api_key: string | null;
  /** Keys are `<strategy>-<id>`. */
  readonly passports: JsonObject | null;
  readonly groups: readonly string[] | null;
  readonly banned: boolean | null;
  readonly deleted: boolean | null;
  readonly created: Instant;
  readonly created_by: string | null;
  readonly last_active: Instant | null;
  readonly creation_actions_done: boolean | null;
  readonly sign_up_usage_intent: string | null;
  /** What the payment service holds of a customer; `null`: not a customer. */
  readonly stripe_customer: StripeCustomer | null;
  /** Columns that only queries read and write: `editor_settings`, `profile`, … */
  readonly columns: JsonObject;
}

export interface StripeCustomer {
  readonly id: string;
  /** `null`: the payment service knows the customer but has no list of subscriptions. */
  readonly subscriptions: readonly Subscription[] | null;
}

export interface Subscription {
  readonly status: string;
  readonly quantity: number;
  /** Plan id; the text before the first `-` names the plan. */
  readonly plan: string;
}

export interface ProjectUser {
  /** `owner`, `collaborator`, `viewer`, `invited_collaborator` or `invited_viewer`; an entry made by a query may have none. */
  readonly group?: string;
  readonly upgrades?: Readonly<Record<string, number>>;
  readonly hide?: boolean;
  readonly ssh_keys?: JsonObject;
}

export interface Project {
  readonly project_id: string;
  readonly title: string | null;
  readonly description: string | null;
  /** Account ids to their roles. */
  readonly users: Readonly<Record<string, ProjectUser>>;
  readonly compute_image: string | null;
  /** Licence ids to what the licence gave at the last start. */
  readonly site_license: JsonObject | null;
  readonly created: Instant;
  readonly last_edited: Instant | null;
  /** Account ids to the time of their last touch. */
  readonly last_active: Readonly<Record<string, Instant>> | null;
  /** `null` until the project is opened for the first time. */
  readonly state: { readonly state: string; readonly time: Instant; readonly error?: string } | null;
  readonly deleted: boolean | null;
  /** E-mail addresses to when an invitation was sent, and how that failed. */
  readonly invite: Readonly<Record<string, { readonly time: Instant; readonly error?: string }>> | null;
  /** Columns that only queries read and write: `settings`, `course`, `env`, `action_request`, … */
  readonly columns: JsonObject;
  /** The project's home directory. */
  readonly files: Directory;
}

/** A row of `copy_paths`. Finished when `finished` is set; failed when `error` is set as well. */
export interface Copy {
  readonly copy_path_id: string;
  readonly time: Instant;
  readonly source_project_id: string;
  readonly source_path: string;
  readonly target_project_id: string;
  readonly target_path: string;
  readonly overwrite_newer: boolean;
  readonly delete_missing: boolean;
  readonly backup: boolean;
  readonly exclude_history: boolean;
  /** Made by `copy_public_path_between_projects`. */
  readonly public: boolean;
  /** Seconds, as sent. */
  readonly timeout: number | null;
  readonly scheduled: Instant | null;
  readonly started: Instant | null;
  readonly finished: Instant | null;
  readonly error: string | null;
}

export interface PublicPath {
  /** SHA-1 of project id and path, 40 hexadecimal digits. */
  readonly id: string;
  readonly project_id: string;
  readonly path: string;
  readonly description: string | null;
  readonly disabled: boolean | null;
  readonly unlisted: boolean | null;
  readonly license: string | null;
  readonly created: Instant | null;
  readonly last_edited: Instant | null;
  readonly columns: JsonObject;
}

/** Lets whoever has it join a project. */
export interface InviteToken {
  readonly token: string;
  readonly project_id: string;
  readonly created: Instant | null;
  /** `null`: never. */
  readonly expires: Instant | null;
  /** `null`: without limit. */
  readonly usage_limit: number | null;
  readonly counter: number | null;
}

/** What waits for an account with this e-mail address to be made. */
export interface CreationAction {
  readonly id: string;
  readonly email_address: string;
  readonly project_id: string;
  readonly group: string;
  readonly expire: Instant;
}

export interface RegistrationToken {
  readonly token: string;
  /** What an admin notes about it. */
  readonly descr?: string | null;
  readonly disabled: boolean | null;
  readonly expires: Instant | null;
  readonly limit: number | null;
  readonly counter: number | null;
}

export interface SiteLicense {
  readonly id: string;
  readonly activates: Instant | null;
  readonly expires: Instant | null;
  readonly last_used: Instant | null;
  readonly managers: readonly string[] | null;
  readonly upgrades: Readonly<Record<string, number>> | null;
  readonly quota: JsonObject | null;
  readonly run_limit: number | null;
  readonly columns: JsonObject;
}

export interface Ticket {
  readonly id: number;
  readonly account_id: string | null;
  readonly requester: { readonly name: string; readonly email_address: string };
  readonly subject: string;
  readonly description: string;
  readonly tags: readonly Json[];
  readonly created_at: Instant;
  readonly updated_at: Instant;
  readonly status: string;
}

/** A row of `client_error_log`. */
export interface ClientError {
  readonly id: string;
  readonly event: string;
  readonly error: Json;
  readonly account_id: string;
  readonly time: Instant;
  readonly expire: Instant;
}

/** A mail that a hub would have sent. */
export interface Mail {
  readonly to: string;
  readonly from: string;
  readonly bcc?: string;
  readonly reply_to?: string;
  readonly subject: string;
  readonly body: string;
  readonly time: Instant;
}

/** A row of the central log. */
interface LogEntry {
  readonly event: string;
  readonly value: JsonObject;
  readonly time: Instant;
}

/** Something that happens by itself at a time, or after a number of calls: see `agenda.ts`. */
export interface Due {
  readonly when: { readonly at: Instant } | { readonly call: number };
  /** Among those due at the same moment, the one asked for first goes first. */
  readonly order: number;
  readonly task: Task;
}

export type Task =
  | { readonly kind: 'copy'; readonly copy_path_id: string }
  | {
      readonly kind: 'project';
      readonly project_id: string;
      /** What is left to be done, in turn, once the project has come to rest. */
      readonly actions: readonly ProjectAction[];
    };

/** What can be asked of a project's state: see `lifecycle.ts`. */
export type ProjectAction = 'open' | 'start' | 'stop' | 'close';

export interface HubState {
  /** The time of the call being served. */
  readonly now: Instant;
  /** The number of the call being served; with the seed and a name it fixes each draw of chance. */
  readonly call: number;
  readonly seed: string;
  readonly profile: Profile;
  readonly lifecycle: Lifecycle;
  readonly site: Site;

  readonly accounts: Map<string, Account>;
  readonly accountsByEmail: Map<string, string>;
  readonly accountsByKey: Map<string, string>;
  /** First character of a name, in lower case, to the accounts with such a first or last name. */
  readonly accountsByInitial: Map<string, Set<string>>;
  /** User names, which only accounts of the 2026 revision have, in lower case. */
  readonly accountsByName: Map<string, string>;
  /** Addresses of callers to when they made accounts, oldest first; only those that still count. */
  readonly signUps: Map<string, List<Instant>>;
  readonly registrationTokens: Map<string, RegistrationToken>;
  readonly creationActions: Map<string, List<CreationAction>>;
  readonly passwordResets: Map<string, { readonly email_address: string; readonly expire: Instant }>;
  /** E-mail addresses and client addresses to when a reset was asked for, oldest first; only those that still count. */
  readonly passwordResetAttempts: Map<string, List<Instant>>;
  readonly authTokens: Map<string, { readonly account_id: string; readonly expire: Instant }>;
  /** `<caller> <target>` to when the ban on asking for an auth token ends. */
  readonly authBans: Map<string, Instant>;

  readonly projects: Map<string, Project>;
  readonly projectsByUser: Map<string, Set<string>>;
  readonly inviteTokens: Map<string, InviteToken>;
  readonly inviteTokensByProject: Map<string, Set<string>>;
  readonly siteLicenses: Map<string, SiteLicense>;
  readonly siteLicensesByManager: Map<string, Set<string>>;
  /** Licence ids to the running projects that use them. */
  readonly runningByLicense: Map<string, Set<string>>;
  /** Names of subscription plans to what one unit of them gives. */
  readonly plans: Map<string, Readonly<Record<string, number>>>;

  /** Commands run for many calls at once, to how they last ended: see `exec.ts`. Oldest first, and only the latest. */
  readonly finishedRuns: OrderedMap<string, FinishedRun>;

  readonly copies: Map<string, Copy>;
  /** Project ids to their copies, in the order they were asked for. */
  readonly copiesBySource: Map<string, OrderedSet<string>>;
  readonly copiesByTarget: Map<string, OrderedSet<string>>;

  readonly publicPaths: Map<string, PublicPath>;
  readonly publicPathsByProject: Map<string, Set<string>>;

  readonly tickets: Map<number, Ticket>;
  readonly ticketsByAccount: Map<string, Set<number>>;
  /** The highest number that a ticket has. */
  readonly lastTicket: number;
  readonly clientErrors: Map<string, ClientError>;
  /** Newest last; only the last `LOG_LIMIT`. */
  readonly log: List<LogEntry>;
  /** Newest last; only the last `LOG_LIMIT`. */
  readonly outbox: List<Mail>;

  /** Rows of tables that only queries touch: table, then primary key, then row. */
  readonly tables: Map<string, Map<string, JsonObject>>;
  /** `<table> <column> <value>` to primary keys, for the columns that `rows.ts` names. */
  readonly rowsByValue: Map<string, Set<string>>;

  /** What is due later, by `order`. */
  readonly agenda: Map<number, Due>;
  readonly agendaOrder: number;
  /** No entry of the agenda is due before this time and before this call. */
  readonly nextDue: { readonly at: Instant; readonly call: number };
}

export const LOG_LIMIT = 10_000;

export const defaultSite: Site = {
  site_name: 'Open CoCalc',
  dns: 'cocalc.com',
  help_email: 'help@cocalc.com',
  email_signup: true,
  verify_emails: false,
  support: true,
  payments: true,
  banned_domains: [],
};

/** A hub with nobody and nothing on it. */
export function emptyState(
  options: { seed?: string; profile?: Profile; lifecycle?: Lifecycle; site?: Site } = {},
): HubState {
  return {
    now: 0,
    call: 0,
    seed: options.seed ?? '0',
    profile: options.profile ?? 'documented',
    lifecycle: options.lifecycle ?? { kind: 'immediate' },
    site: options.site ?? defaultSite,
    accounts: Map(),
    accountsByEmail: Map(),
    accountsByKey: Map(),
    accountsByInitial: Map(),
    accountsByName: Map(),
    signUps: Map(),
    registrationTokens: Map(),
    creationActions: Map(),
    passwordResets: Map(),
    passwordResetAttempts: Map(),
    authTokens: Map(),
    authBans: Map(),
    projects: Map(),
    projectsByUser: Map(),
    inviteTokens: Map(),
    inviteTokensByProject: Map(),
    siteLicenses: Map(),
    siteLicensesByManager: Map(),
    runningByLicense: Map(),
    plans: Map(),
    finishedRuns: OrderedMap(),
    copies: Map(),
    copiesBySource: Map(),
    copiesByTarget: Map(),
    publicPaths: Map(),
    publicPathsByProject: Map(),
    tickets: Map(),
    ticketsByAccount: Map(),
    lastTicket: 0,
    clientErrors: Map(),
    log: List(),
    outbox: List(),
    tables: Map(),
    rowsByValue: Map(),
    agenda: Map(),
    agendaOrder: 0,
    nextDue: { at: Number.POSITIVE_INFINITY, call: Number.POSITIVE_INFINITY },
  };
}

/** The state with some of its members changed. */
export function changed(state: HubState, change: Partial<HubState>): HubState {
  return Object.assign(copyOf(state), change);
}

// Spelled out, since every call makes a copy or more: Node 20 takes twenty times as long to spread what spreading made.
function copyOf(state: HubState): HubState {
  return {
    now: state.now,
    call: state.call,
    seed: state.seed,
    profile: state.profile,
    lifecycle: state.lifecycle,
    site: state.site,
    accounts: state.accounts,
    accountsByEmail: state.accountsByEmail,
    accountsByKey: state.accountsByKey,
    accountsByInitial: state.accountsByInitial,
    accountsByName: state.accountsByName,
    signUps: state.signUps,
    registrationTokens: state.registrationTokens,
    creationActions: state.creationActions,
    passwordResets: state.passwordResets,
    passwordResetAttempts: state.passwordResetAttempts,
    authTokens: state.authTokens,
    authBans: state.authBans,
    projects: state.projects,
    projectsByUser: state.projectsByUser,
    inviteTokens: state.inviteTokens,
    inviteTokensByProject: state.inviteTokensByProject,
    siteLicenses: state.siteLicenses,
    siteLicensesByManager: state.siteLicensesByManager,
    runningByLicense: state.runningByLicense,
    plans: state.plans,
    finishedRuns: state.finishedRuns,
    copies: state.copies,
    copiesBySource: state.copiesBySource,
    copiesByTarget: state.copiesByTarget,
    publicPaths: state.publicPaths,
    publicPathsByProject: state.publicPathsByProject,
    tickets: state.tickets,
    ticketsByAccount: state.ticketsByAccount,
    lastTicket: state.lastTicket,
    clientErrors: state.clientErrors,
    log: state.log,
    outbox: state.outbox,
    tables: state.tables,
    rowsByValue: state.rowsByValue,
    agenda: state.agenda,
    agendaOrder: state.agendaOrder,
    nextDue: state.nextDue,
  };
}
