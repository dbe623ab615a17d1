/** What functions of the hub do with organizations, and for whom. [server/conat/api/org.ts] */
import { isAdmin } from '../accounts/accounts.ts';
import { withAuthToken } from '../accounts/auth-tokens.ts';
import { withFirstProject } from '../accounts/first-project.ts';
import { type Account, organizationOf } from '../accounts/records.ts';
import { openAccount } from '../accounts/sign-ups.ts';
import { textColumn, varchar } from '../database/database.ts';
import type { Caller, Gate } from '../endpoint.ts';
import { refuse } from '../errors.ts';
import { DAY, type Instant } from '../instant.ts';
import type { Json, JsonObject } from '../json.ts';
import { sendMessage } from '../mailbox.ts';
import { newToken, newUuid } from '../random.ts';
import { type HubState, put } from '../state.ts';
import { inStoredOrder } from '../stored-order.ts';
import { asText, plainText } from '../values.ts';
import {
  isOrganizationAdmin,
  membersOf,
  moveTo,
  newOrganization,
  organizationNamed,
  updateOrganization,
  withAdmin,
  withoutAdmin,
} from './organizations.ts';

type Sent = Json | undefined;

/** What the database compares with names. */
function nameText(name: Sent): string | null {
  return name == null ? null : textColumn(name);
}

/** Lets admins of the organization that a call names pass, and those of the site. */
export const organizationAdmins: Gate<'name'> = (state, { name }, { account_id }) => {
  if (isOrganizationAdmin(state, nameText(name), account_id) || isAdmin(state, account_id)) return state;
  throw refuse('not_organization_admin');
};

const NAME_LIMIT = 39;
const FIELDS = ['title', 'description', 'link', 'email_address'] as const;
const FIELD_LIMIT = 254;

/**
 * Makes an organization, also one without a name, or with an empty one.
 *
 * @throws Refusal `organization_name_taken`; in the database's words `text_too_long`,
 *   `organization_not_unique`.
 */
export function createOrganization(
  state: HubState,
  name: Sent,
): { readonly state: HubState; readonly organization_id: string } {
  const wanted = nameText(name);
  if (isTaken(state, wanted)) throw refuse('organization_name_taken', { name: asText(name) });
  const stored = wanted === null ? null : varchar(wanted, NAME_LIMIT);
  const isLikeOther = state.organizations
    .valuesBy('name')
    .some((other) => stored !== null && other.toLowerCase() === stored.toLowerCase());
  if (isLikeOther) throw refuse('organization_not_unique');
  const organization_id = newUuid(state, 'organization');
  return { state: put(state, 'organizations', newOrganization(organization_id, stored)), organization_id };
}

/** Whether an account or an organization has this very name, in these letter cases. */
function isTaken(state: HubState, name: string | null): boolean {
  if (name === null) return false;
  const ofAccount = state.accounts.by('name', name.toLowerCase())?.columns.name;
  return ofAccount === name || organizationNamed(state, name) !== undefined;
}

export function listOrganizations(state: HubState): JsonObject[] {
  const all = inStoredOrder(state, [...state.organizations.values()], ({ organization_id }) => organization_id);
  return all.map(({ name, title, admin_account_ids }) => ({ name, title, admin_account_ids }));
}

/** @throws Refusal `no_organization` */
export function describeOrganization(state: HubState, name: Sent): JsonObject {
  const organization = organizationNamed(state, nameText(name));
  if (organization === undefined) throw refuse('no_organization', { name: asText(name) });
  const { organization_id: _id, ...shown } = organization;
  return shown;
}

/**
 * Sets those fields that are given, if there is such an organization.
 *
 * @throws Refusal `nothing_to_set`, `text_too_long`
 */
export function describeAnew(state: HubState, { name, ...given }: JsonObject): HubState {
  const wanted = FIELDS.filter((field) => given[field] != null);
  if (wanted.length === 0) throw refuse('nothing_to_set');
  // The database reads the values before it looks for the row.
  const values = Object.fromEntries(wanted.map((field) => [field, varchar(given[field] as Json, FIELD_LIMIT)]));
  return updateOrganization(state, nameText(name), (organization) => ({ ...organization, ...values }));
}

/** The account that has this id or this e-mail address, letter by letter. */
function accountNamed(state: HubState, user: Sent): Account | undefined {
  if (user == null) return undefined;
  const text = textColumn(user);
  return state.accounts.get(text) ?? state.accounts.by('email_address', text);
}

/**
 * Makes somebody of no organization, or already of this, an admin of it and a member.
 *
 * @throws Refusal `no_account_named`, `in_other_organization`, `admin_by_other`; in this order.
 */
export function appointAdmin(state: HubState, { name, user }: JsonObject, account_id: string): HubState {
  const account = accountNamed(state, user);
  if (account === undefined) throw refuse('no_account_named', { user: asText(user) });
  const present = organizationOf(account);
  if (present !== null && present !== name) throw refuse('in_other_organization', { user: asText(user) });
  if (!isAdmin(state, account_id)) throw refuse('admin_by_other');
  const organization = nameText(name);
  return moveTo(withAdmin(state, organization, account.account_id), account.account_id, organization);
}

/** Moves somebody into the organization, out of any other. @throws Refusal `no_user_named` */
export function moveUser(state: HubState, { name, user }: JsonObject): HubState {
  return moveTo(state, userNamed(state, user).account_id, nameText(name));
}

/** @throws Refusal `no_user_named` */
function userNamed(state: HubState, user: Sent): Account {
  const account = accountNamed(state, user);
  if (account === undefined) throw refuse('no_user_named', { user: asText(user) });
  return account;
}

/** @throws Refusal `no_user_named` */
export function dismissAdmin(state: HubState, { name, user }: JsonObject): HubState {
  return withoutAdmin(state, nameText(name), userNamed(state, user).account_id);
}

/**
 * Takes somebody who is no admin of this organization out of whatever organization it is in.
 *
 * @throws Refusal `no_user_named`, `admin_not_removable`
 */
export function removeUser(state: HubState, { name, user }: JsonObject): HubState {
  const account = userNamed(state, user);
  if (isOrganizationAdmin(state, nameText(name), account.account_id)) throw refuse('admin_not_removable');
  return moveTo(state, account.account_id, null);
}

export function listUsers(state: HubState, name: Sent): Account[] {
  return inStoredOrder(state, membersOf(state, nameText(name)), ({ account_id }) => account_id);
}

/**
 * Makes an account in the organization, with the address as it is given, and all that comes with a new account: the
 * projects that the address was invited to, or else a first one.
 *
 * @throws Refusal in the database's words `text_too_long`, `email_address_not_unique`.
 * @see [server/accounts/create-account.ts, account-creation-actions.ts, first-project.ts]
 */
export function createUser(
  state: HubState,
  { name, email, firstName, lastName, password }: JsonObject,
): { readonly state: HubState; readonly account_id: string } {
  const user = newUuid(state, 'account');
  const opened = openAccount(state, user, {
    first_name: firstName ?? undefined,
    last_name: lastName ?? undefined,
    email_address: email || undefined,
    password: plainText(password ?? newToken(state, 'password'), 'password'),
  });
  const settled = withFirstProject(opened, user, email ? textColumn(email) : '');
  return { state: moveTo(settled, user, nameText(name)), account_id: user };
}

/** Longer than that of other tokens. */
const TOKEN_LIFETIME = DAY;

/**
 * Gives out a token that signs in as somebody of an organization.
 *
 * @param expire in ms; a day from now by default.
 * @throws Refusal `in_no_organization` also for somebody that is not there, `not_organization_admin`
 */
export function issueToken(
  state: HubState,
  { user, expire }: { readonly user?: Json; readonly expire?: Json },
  caller: Caller,
): { readonly state: HubState; readonly token: string } {
  const account = accountNamed(state, user);
  const name = organizationOf(account);
  if (account === undefined || !name) throw refuse('in_no_organization');
  organizationAdmins(state, { name }, caller);
  const token = newToken(state, 'auth token');
  return { state: withAuthToken(state, token, account.account_id, expiry(state, expire)), token };
}

/** The latest and, before 1970, the earliest instant of JavaScript's. */
const LAST_INSTANT = 8.64e15;

function expiry({ now }: HubState, expire: Sent): Instant {
  if (expire === undefined) return now + TOKEN_LIFETIME;
  const instant = expire ?? 0;
  if (typeof instant === 'number' && Math.abs(instant) <= LAST_INSTANT) return Math.trunc(instant);
  throw refuse('unsimulated', {
    what: 'the parameter "expire" as anything but a time in milliseconds',
    why: 'what a hub makes of it is not known',
  });
}

/**
 * Sends one message to all in the organization, if there is anybody.
 *
 * @throws Refusal as `sendMessage`
 */
export function messageAll(state: HubState, { name, subject, body }: JsonObject, account_id: string): HubState {
  const to_ids = membersOf(state, nameText(name)).map((member) => member.account_id);
  const sending = { from_id: account_id, to_ids, subject, body, reply_id: undefined, dedupMinutes: undefined };
  return sendMessage(state, sending).state;
}
