/** The records that a hub keeps: plain objects spelled like the hub's own columns. */
import type { Dialect } from './deviations.ts';
import type { Directory } from './files/tree.ts';
import type { Instant } from './instant.ts';
import type { Json, JsonObject } from './json.ts';

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

/** A key of the second generation. */
export interface ApiKey {
  readonly id: number;
  /** Who made it. */
  readonly account_id: string;
  /** `null`: it stands for the account, in all its projects. */
  readonly project_id: string | null;
  readonly name: string | null;
  readonly secret: string;
  readonly created: Instant;
  /** `null`: never. */
  readonly expire: Instant | null;
  readonly last_active: Instant | null;
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
  readonly state: {
    readonly state: string;
    readonly time: Instant;
    /** Where it runs, as far as the hub of 2026 has looked. */
    readonly ip?: string;
    readonly error?: string;
  } | null;
  /** The process that it runs as, or ran as last; absent until it runs for the first time. */
  readonly run?: ProjectRun;
  readonly deleted: boolean | null;
  /** E-mail addresses to when an invitation was sent, and how that failed. */
  readonly invite: Readonly<Record<string, { readonly time: Instant; readonly error?: string }>> | null;
  /** Columns that only queries read and write: `settings`, `course`, `env`, `action_request`, … */
  readonly columns: JsonObject;
  /** The project's home directory. */
  readonly files: Directory;
}

/** A project's process, spelled as its status is told. */
export type ProjectRun = {
  readonly 'project.pid': number;
  readonly 'hub-server.port': number;
  readonly 'browser-server.port': number;
  readonly start_ts: Instant;
  readonly session_id: string;
};

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
export interface LogEntry {
  readonly event: string;
  readonly value: JsonObject;
  readonly time: Instant;
}

export interface Organization {
  readonly organization_id: string;
  /** Unique, also in lower case; `null`: none was given. */
  readonly name: string | null;
  readonly title: string | null;
  readonly description: string | null;
  readonly link: string | null;
  readonly email_address: string | null;
  /** Sorted. */
  readonly admin_account_ids: readonly string[] | null;
}

/** Something that happens by itself at a time, or after a number of calls: see `agenda.ts`. */
export interface Due {
  readonly when: { readonly at: Instant } | { readonly call: number };
  /** Among those due at the same moment, the one asked for first goes first. */
  readonly order: number;
  /** In which it is done: that of the call which asked for it. */
  readonly dialect: Dialect;
  readonly task: Task;
}

export type Task =
  | { readonly kind: 'copy'; readonly copy_path_id: string }
  | {
      readonly kind: 'project';
      readonly project_id: string;
      /** What is left to be done, in turn, once the project has come to rest. */
      readonly actions: readonly ProjectAction[];
    }
  /** A look at whether anybody still uses a project that has run since the session began. */
  | { readonly kind: 'idle'; readonly project_id: string; readonly session_id: string }
  /** Nothing to do: a call gives up waiting by then, and has to be woken. */
  | { readonly kind: 'wake' };

/** What can be asked of a project's state: see `lifecycle.ts`. */
export type ProjectAction = 'open' | 'start' | 'stop' | 'close';
