/**
 * All that a hub knows, as one immutable value.
 *
 * Tables are persistent maps of the records in `records.ts`.
 * An index is changed by the same function as its table (`withAccount`, `withProject`, …), nowhere else.
 */
import { List, Map, OrderedMap, type OrderedSet, type Set } from 'immutable';
import type { Dialect } from './deviations.ts';
import type { Instant } from './instant.ts';
import type { JsonObject } from './json.ts';
import type { FinishedRun } from './projects/exec.ts';
import type { ProjectJobs } from './projects/jobs.ts';
import { type KeptResults, NO_RESULTS } from './projects/kept-results.ts';
import type { ProjectKernels } from './projects/kernels.ts';
import type {
  Account,
  ApiKey,
  ClientError,
  Copy,
  CreationAction,
  Due,
  InviteToken,
  LogEntry,
  Mail,
  Organization,
  Project,
  PublicPath,
  RegistrationToken,
  SiteLicense,
  Ticket,
} from './records.ts';

/** In which dialect a hub answers API v1. */
export type Profile = Exclude<Dialect, '2026'>;

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

export interface HubState {
  /** The time of the call being served. */
  readonly now: Instant;
  /** The number of the call being served; with the seed and a name it fixes each draw of chance. */
  readonly call: number;
  /** By what the call being served is answered. */
  readonly dialect: Dialect;
  readonly seed: string;
  readonly profile: Profile;
  readonly lifecycle: Lifecycle;
  readonly site: Site;

  readonly accounts: Map<string, Account>;
  readonly accountsByEmail: Map<string, string>;
  readonly accountsByKey: Map<string, string>;
  /** Keys of the second generation, by number; with whoever made each, and the project that it is for. */
  readonly apiKeys: Map<number, ApiKey>;
  readonly apiKeysBySecret: Map<string, number>;
  readonly apiKeysByOwner: Map<string, Set<number>>;
  /** The highest number that a key ever had. */
  readonly lastApiKey: number;
  /** First character of a name, in lower case, to the accounts with such a first or last name. */
  readonly accountsByInitial: Map<string, Set<string>>;
  /** User names, which only accounts of the 2026 revision have, in lower case. */
  readonly accountsByName: Map<string, string>;
  /** Names of organizations to their members, the latest last. */
  readonly accountsByOrganization: Map<string, OrderedSet<string>>;
  /** By id, the one changed last at the end. */
  readonly organizations: OrderedMap<string, Organization>;
  readonly organizationsByName: Map<string, string>;
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
  /** Projects to the commands that run in them while nobody waits: see `jobs.ts`. */
  readonly jobs: Map<string, ProjectJobs>;
  /** Projects to the kernels that they have launched. */
  readonly kernels: Map<string, ProjectKernels>;
  /** Results of cells, to be given again. */
  readonly notebookResults: KeptResults;

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
    dialect: options.profile ?? 'documented',
    seed: options.seed ?? '0',
    profile: options.profile ?? 'documented',
    lifecycle: options.lifecycle ?? { kind: 'immediate' },
    site: options.site ?? defaultSite,
    accounts: Map(),
    accountsByEmail: Map(),
    accountsByKey: Map(),
    apiKeys: Map(),
    apiKeysBySecret: Map(),
    apiKeysByOwner: Map(),
    lastApiKey: 0,
    accountsByInitial: Map(),
    accountsByName: Map(),
    accountsByOrganization: Map(),
    organizations: OrderedMap(),
    organizationsByName: Map(),
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
    jobs: Map(),
    kernels: Map(),
    notebookResults: NO_RESULTS,
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
    dialect: state.dialect,
    seed: state.seed,
    profile: state.profile,
    lifecycle: state.lifecycle,
    site: state.site,
    accounts: state.accounts,
    accountsByEmail: state.accountsByEmail,
    accountsByKey: state.accountsByKey,
    apiKeys: state.apiKeys,
    apiKeysBySecret: state.apiKeysBySecret,
    apiKeysByOwner: state.apiKeysByOwner,
    lastApiKey: state.lastApiKey,
    accountsByInitial: state.accountsByInitial,
    accountsByName: state.accountsByName,
    accountsByOrganization: state.accountsByOrganization,
    organizations: state.organizations,
    organizationsByName: state.organizationsByName,
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
    jobs: state.jobs,
    kernels: state.kernels,
    notebookResults: state.notebookResults,
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
