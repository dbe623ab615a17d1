/**
 * Worlds: named starting states, written down as plain JSON.
 *
 * Whoever is named by a word (`"owner": "teacher"`) is the account under that name; ids that are left out are drawn.
 */
import type { Subscription } from '../../core/accounts/records.ts';
import type { ProjectUser } from '../../core/projects/records.ts';
import type { Site } from '../../core/settings.ts';
import {
  boolean,
  either,
  jsonObject,
  list,
  mapOf,
  number,
  type Of,
  oneOf,
  optionalMember,
  orNull,
  record,
  type Shape,
  text,
} from '../../core/shape.ts';
import type { Ticket } from '../../core/support/records.ts';
import { writtenStub } from '../effects/stubs.ts';

/** An object whose members the table that takes it looks at. */
const given = <Value>() => jsonObject as Shape<unknown> as Shape<Value>;

const worldAccount = record({
  account_id: optionalMember(text),
  first_name: optionalMember(text),
  last_name: optionalMember(text),
  email_address: optionalMember(text),
  password: optionalMember(text),
  api_key: optionalMember(text),
  groups: optionalMember(list(text)),
  passports: optionalMember(jsonObject),
  banned: optionalMember(boolean),
  created: optionalMember(text),
  last_active: optionalMember(text),
  /** Makes the account a customer of the payment service; `null`: one without a list of subscriptions. */
  subscriptions: optionalMember(orNull(list(given<Subscription>()))),
  columns: optionalMember(jsonObject),
});
export type WorldAccount = Of<typeof worldAccount>;

const worldPublicPath = record({
  path: text,
  description: optionalMember(text),
  disabled: optionalMember(boolean),
  unlisted: optionalMember(boolean),
});
export type WorldPublicPath = Of<typeof worldPublicPath>;

const fileTimes = { modified: optionalMember(text), mode: optionalMember(number) };

const worldFile = either(
  record({ content: text, ...fileTimes }),
  record({ base64: text, ...fileTimes }),
  record({ link: text, modified: optionalMember(text) }),
  record({ directory: oneOf(true), modified: optionalMember(text) }),
);
export type WorldFile = Of<typeof worldFile>;

const worldProject = record({
  project_id: optionalMember(text),
  title: optionalMember(text),
  description: optionalMember(text),
  /** Accounts, by name or id, to their group or their whole entry. */
  users: optionalMember(mapOf(either(text, given<ProjectUser>()))),
  /** `opened` by default; `null`: never opened yet. One that passes, as `starting`, stays: such a project never runs. */
  state: optionalMember(orNull(text)),
  /** Licence ids to what the licence gave at the last start. */
  site_license: optionalMember(jsonObject),
  created: optionalMember(text),
  last_edited: optionalMember(text),
  /** Marked as deleted, which takes nothing else away. */
  deleted: optionalMember(boolean),
  files: optionalMember(mapOf(either(text, worldFile))),
  public_paths: optionalMember(list(worldPublicPath)),
  columns: optionalMember(jsonObject),
});
export type WorldProject = Of<typeof worldProject>;

const worldOrganization = record({
  organization_id: optionalMember(text),
  title: optionalMember(text),
  description: optionalMember(text),
  link: optionalMember(text),
  email_address: optionalMember(text),
  /** Accounts, by name or id; they are members, too. */
  admins: optionalMember(list(text)),
  /** Accounts, by name or id; each is in one organization at most. */
  members: optionalMember(list(text)),
});
export type WorldOrganization = Of<typeof worldOrganization>;

const worldApiKey = record({
  /** The account that made the key, by name or id. */
  account_id: text,
  /** The one project, by name or id, that the key is for; without it the key stands for the account. */
  project_id: optionalMember(text),
  name: optionalMember(text),
  /** Never by default. */
  expire: optionalMember(text),
  created: optionalMember(text),
  last_active: optionalMember(text),
});
export type WorldApiKey = Of<typeof worldApiKey>;

const worldInviteToken = record({
  /** A project, by name or id. */
  project_id: text,
  created: optionalMember(text),
  /** Never by default. */
  expires: optionalMember(text),
  /** Without limit by default. */
  usage_limit: optionalMember(number),
  /** How often the token was used. */
  counter: optionalMember(number),
});
export type WorldInviteToken = Of<typeof worldInviteToken>;

const worldSiteLicense = record({
  /** From the start of the world by default; `null`: not yet in force. */
  activates: optionalMember(orNull(text)),
  /** Never by default. */
  expires: optionalMember(text),
  last_used: optionalMember(text),
  /** Accounts, by name or id. */
  managers: optionalMember(list(text)),
  upgrades: optionalMember(mapOf(number)),
  quota: optionalMember(jsonObject),
  /** How many projects may run with it at the same time; without limit by default. */
  run_limit: optionalMember(number),
  columns: optionalMember(jsonObject),
});
export type WorldSiteLicense = Of<typeof worldSiteLicense>;

const worldTicket = record({
  /** The account that sees the ticket, by name or id. */
  account_id: optionalMember(text),
  /** What the ticket service knows of who wrote it. */
  requester: optionalMember(given<Ticket['requester']>()),
  subject: text,
  description: text,
  tags: optionalMember(list(text)),
  /** `open` by default. */
  status: optionalMember(text),
  created_at: optionalMember(text),
  updated_at: optionalMember(text),
});
export type WorldTicket = Of<typeof worldTicket>;

const worldRegistrationToken = record({
  disabled: optionalMember(boolean),
  /** Never by default. */
  expires: optionalMember(text),
  /** Without limit by default. */
  limit: optionalMember(number),
  /** How often the token was used. */
  counter: optionalMember(number),
  /** For how many milliseconds accounts last that are made with it and nothing else. */
  ephemeral: optionalMember(number),
});
export type WorldRegistrationToken = Of<typeof worldRegistrationToken>;

const worldPasswordReset = record({
  email_address: text,
  /** An hour after the start of the world by default. */
  expire: optionalMember(text),
});

export const worldShape = record({
  $schema: optionalMember(text),
  /** What the world holds, in one sentence. */
  description: optionalMember(text),
  site: optionalMember(given<Partial<Site>>()),
  /** Subscription plans to what one unit of them gives. */
  plans: optionalMember(mapOf(mapOf(number))),
  accounts: optionalMember(mapOf(worldAccount)),
  projects: optionalMember(mapOf(worldProject)),
  /** Names of organizations to these. */
  organizations: optionalMember(mapOf(worldOrganization)),
  /** API keys of the second generation to whom they stand for. */
  api_keys: optionalMember(mapOf(worldApiKey)),
  /** Tokens to what they let into a project. */
  invite_tokens: optionalMember(mapOf(worldInviteToken)),
  /** Licence ids to their licences. */
  site_licenses: optionalMember(mapOf(worldSiteLicense)),
  /** Numbers of support tickets to the tickets. */
  tickets: optionalMember(mapOf(worldTicket)),
  /** Tokens that have to be shown to make an account. */
  registration_tokens: optionalMember(mapOf(worldRegistrationToken)),
  /** Codes sent to those who forgot their passwords. */
  password_resets: optionalMember(mapOf(worldPasswordReset)),
  /** What commands of projects are answered with instead of being run; of several that are met, the last one counts. */
  stubs: optionalMember(list(writtenStub)),
});
export type World = Of<typeof worldShape>;
