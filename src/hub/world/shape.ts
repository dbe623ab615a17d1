/**
 * Worlds: named starting states, written down as plain JSON.
 *
 * Whoever is named by a word (`"owner": "teacher"`) is the account under that name; ids that are left out are drawn.
 */
import type { Subscription } from '../../core/accounts/records.ts';
import type { JsonObject } from '../../core/json.ts';
import type { ProjectUser } from '../../core/projects/records.ts';
import type { Site } from '../../core/settings.ts';
import type { Ticket } from '../../core/support/records.ts';

export interface World {
  readonly $schema?: string;
  /** What the world holds, in one sentence. */
  readonly description?: string;
  readonly site?: Partial<Site>;
  /** Subscription plans to what one unit of them gives. */
  readonly plans?: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly accounts?: Readonly<Record<string, WorldAccount>>;
  readonly projects?: Readonly<Record<string, WorldProject>>;
  /** Names of organizations to these. */
  readonly organizations?: Readonly<Record<string, WorldOrganization>>;
  /** API keys of the second generation to whom they stand for. */
  readonly api_keys?: Readonly<Record<string, WorldApiKey>>;
  /** Tokens to what they let into a project. */
  readonly invite_tokens?: Readonly<Record<string, WorldInviteToken>>;
  /** Licence ids to their licences. */
  readonly site_licenses?: Readonly<Record<string, WorldSiteLicense>>;
  /** Numbers of support tickets to the tickets. */
  readonly tickets?: Readonly<Record<string, WorldTicket>>;
  /** Tokens that have to be shown to make an account. */
  readonly registration_tokens?: Readonly<Record<string, WorldRegistrationToken>>;
  /** Codes sent to those who forgot their passwords. */
  readonly password_resets?: Readonly<Record<string, WorldPasswordReset>>;
}

export interface WorldAccount {
  readonly account_id?: string;
  readonly first_name?: string;
  readonly last_name?: string;
  readonly email_address?: string;
  readonly password?: string;
  readonly api_key?: string;
  readonly groups?: readonly string[];
  readonly passports?: JsonObject;
  readonly banned?: boolean;
  readonly created?: string;
  readonly last_active?: string;
  /** Makes the account a customer of the payment service; `null`: one without a list of subscriptions. */
  readonly subscriptions?: readonly Subscription[] | null;
  readonly columns?: JsonObject;
}

export interface WorldProject {
  readonly project_id?: string;
  readonly title?: string;
  readonly description?: string;
  /** Accounts, by name or id, to their group or their whole entry. */
  readonly users?: Readonly<Record<string, string | ProjectUser>>;
  /** `opened` by default; `null`: never opened yet. One that passes, as `starting`, stays: such a project never runs. */
  readonly state?: string | null;
  /** Licence ids to what the licence gave at the last start. */
  readonly site_license?: JsonObject;
  readonly created?: string;
  readonly last_edited?: string;
  /** Marked as deleted, which takes nothing else away. */
  readonly deleted?: boolean;
  readonly files?: Readonly<Record<string, string | WorldFile>>;
  readonly public_paths?: readonly WorldPublicPath[];
  readonly columns?: JsonObject;
}

export interface WorldOrganization {
  readonly organization_id?: string;
  readonly title?: string;
  readonly description?: string;
  readonly link?: string;
  readonly email_address?: string;
  /** Accounts, by name or id; they are members, too. */
  readonly admins?: readonly string[];
  /** Accounts, by name or id; each is in one organization at most. */
  readonly members?: readonly string[];
}

export type WorldFile =
  | { readonly content: string; readonly modified?: string; readonly mode?: number }
  | { readonly base64: string; readonly modified?: string; readonly mode?: number }
  | { readonly link: string; readonly modified?: string }
  | { readonly directory: true; readonly modified?: string };

export interface WorldPublicPath {
  readonly path: string;
  readonly description?: string;
  readonly disabled?: boolean;
  readonly unlisted?: boolean;
}

export interface WorldApiKey {
  /** The account that made the key, by name or id. */
  readonly account_id: string;
  /** The one project, by name or id, that the key is for; without it the key stands for the account. */
  readonly project_id?: string;
  readonly name?: string;
  /** Never by default. */
  readonly expire?: string;
  readonly created?: string;
  readonly last_active?: string;
}

export interface WorldInviteToken {
  /** A project, by name or id. */
  readonly project_id: string;
  readonly created?: string;
  /** Never by default. */
  readonly expires?: string;
  /** Without limit by default. */
  readonly usage_limit?: number;
  /** How often the token was used. */
  readonly counter?: number;
}

export interface WorldSiteLicense {
  /** From the start of the world by default; `null`: not yet in force. */
  readonly activates?: string | null;
  /** Never by default. */
  readonly expires?: string;
  readonly last_used?: string;
  /** Accounts, by name or id. */
  readonly managers?: readonly string[];
  readonly upgrades?: Readonly<Record<string, number>>;
  readonly quota?: JsonObject;
  /** How many projects may run with it at the same time; without limit by default. */
  readonly run_limit?: number;
  readonly columns?: JsonObject;
}

export interface WorldTicket {
  /** The account that sees the ticket, by name or id. */
  readonly account_id?: string;
  /** What the ticket service knows of who wrote it. */
  readonly requester?: Ticket['requester'];
  readonly subject: string;
  readonly description: string;
  readonly tags?: readonly string[];
  /** `open` by default. */
  readonly status?: string;
  readonly created_at?: string;
  readonly updated_at?: string;
}

export interface WorldRegistrationToken {
  readonly disabled?: boolean;
  /** Never by default. */
  readonly expires?: string;
  /** Without limit by default. */
  readonly limit?: number;
  /** How often the token was used. */
  readonly counter?: number;
}

interface WorldPasswordReset {
  readonly email_address: string;
  /** An hour after the start of the world by default. */
  readonly expire?: string;
}
