/**
 * What a set may do to the people of a project. [smc-hub/postgres-user-queries.coffee _user_set_query_project_users;
 * database/user-query/user-set-query-project-users.ts]
 */

import { deviates } from '../deviations.ts';
import { refuse } from '../errors.ts';
import { isObject, isSameJson, type Json, type JsonObject } from '../json.ts';
import { memberOf } from '../projects/collaborators.ts';
import type { Project, ProjectUser } from '../projects/records.ts';
import type { HubState } from '../state.ts';
import { asText, isUuid } from '../values.ts';
import { fieldRefused } from './set.ts';
import type { SetCall, TableQuery } from './table.ts';

const UPGRADES: ReadonlySet<string> = new Set([
  'disk_quota',
  'memory',
  'memory_request',
  'cores',
  'cpu_shares',
  'mintime',
  'network',
  'member_host',
  'always_running',
  'ephemeral_state',
  'ephemeral_disk',
]);
const SSH_KEY_FIELDS: ReadonlySet<string> = new Set(['title', 'value', 'creation_date', 'last_use_date']);
const GROUPS: readonly Json[] = ['owner', 'collaborator'];

/**
 * The map of people as it was sent, once its form has passed.
 *
 * @throws Refusal `field_refused`; `unsimulated` for what the hub's words are not known of.
 */
export function readUsers({ object, state }: TableQuery): Json | undefined {
  const users = object.users ?? null;
  if (users === null) return undefined;
  if (!isObject(users)) {
    if (isStrict(state)) throw refused('users must be an object');
    // Gone through all the same, and nothing in it is an id.
    return {};
  }
  const entries = Object.entries(users).filter(([account_id]) => isAccountId(state, account_id));
  return Object.fromEntries(entries.map(([account_id, entry]) => [account_id, checkedEntry(state, entry)]));
}

function isStrict(state: HubState): boolean {
  return deviates(state, 'project_users_form');
}

function isAccountId(state: HubState, account_id: string): boolean {
  if (isUuid(account_id)) return true;
  if (isStrict(state)) throw refused(`invalid account_id '${account_id}'`);
  return false;
}

function checkedEntry(state: HubState, entry: Json): JsonObject {
  if (!isObject(entry)) throw badEntry(state, entry);
  for (const [field, value] of Object.entries(entry)) checkField(state, field, value);
  return entry;
}

function badEntry(state: HubState, entry: Json) {
  if (isStrict(state)) return refused('user entry must be an object');
  if (entry === null) return fieldRefused('users', "Cannot read properties of null (reading 'group')", 'TypeError');
  return unknownWords('an entry of users that is no object');
}

const FIELDS: ReadonlyMap<string, (value: Json, state: HubState) => void> = new Map([
  ['group', checkGroup],
  ['hide', checkHide],
  ['upgrades', checkUpgrades],
  ['ssh_keys', checkSshKeys],
]);

function checkField(state: HubState, field: string, value: Json): void {
  const check = FIELDS.get(field);
  // The quote that is missing is the hub's.
  if (check === undefined) throw refused(`unknown field '${field}${isStrict(state) ? "'" : ''}`);
  check(value, state);
}

function checkHide(hide: Json): void {
  if (typeof hide !== 'boolean') throw refused("invalid type for field 'hide'");
}

function checkGroup(group: Json, state: HubState): void {
  if (GROUPS.includes(group)) return;
  if (!isStrict(state)) throw refused("invalid value for field 'group'");
  throw refused(`invalid group value '${asText(group)}' - must be 'owner' or 'collaborator'`);
}

function checkUpgrades(upgrades: Json): void {
  if (!isObject(upgrades)) throw refused("invalid type for field 'upgrades'");
  for (const [name, amount] of Object.entries(upgrades)) {
    if (!UPGRADES.has(name)) throw refused(`invalid upgrades field '${name}'`);
    // Hubs store whatever it is; sums of it are theirs to make sense of.
    if (amount !== null && typeof amount !== 'number') throw unknownWords('an upgrade that is no number');
  }
}

function checkSshKeys(keys: Json): void {
  if (!isObject(keys)) throw refused('ssh_keys must be an object');
  for (const key of Object.values(keys)) {
    if (!isObject(key)) throw refused('each key in ssh_keys must be an object');
    const unknown = Object.keys(key).find((field) => !SSH_KEY_FIELDS.has(field));
    if (unknown !== undefined) throw refused(`invalid ssh_keys field '${unknown}'`);
  }
}

/**
 * Looks at what the set would change: never a group, and of the rest only what is the caller's own. Entries that are
 * sent as they are stored pass. It needs the stored row, so only those who may write to the project get this far.
 *
 * @throws Refusal `field_refused`, `unsimulated`
 */
export function checkWhoseUsers({ state, account_id, object }: SetCall<Project>): void {
  if (!isObject(object.users) || deviates(state, 'query_sets_members')) return;
  for (const [member, entry] of Object.entries(object.users as Readonly<Record<string, JsonObject>>)) {
    const stored = memberOf(state, asText(object.project_id).toLowerCase(), member) ?? {};
    if (differs('group', entry, stored)) throw refused('changing collaborator group via user_set_query is not allowed');
    if (member === account_id) continue;
    for (const field of ['upgrades', 'ssh_keys'] as const) {
      if (differs(field, entry, stored)) {
        throw refused(`users set queries may only change ${field} for the requesting account`);
      }
    }
    if (differs('hide', entry, stored)) throw unknownWords("changing another user's hide");
  }
}

function differs(field: keyof ProjectUser, entry: JsonObject, stored: ProjectUser): boolean {
  return Object.hasOwn(entry, field) && !isSameJson(entry[field], stored[field] as Json | undefined);
}

/**
 * Everybody else's upgrades have to be sent as they are stored; of those who have none, nothing. People who are not
 * in the project yet are not looked at.
 *
 * @throws Refusal `allocation_of_other`
 */
export function checkAllocations({ account_id, object, item }: SetCall<Project>): void {
  if (!isObject(object.users)) return;
  for (const [other, { upgrades }] of Object.entries(item?.users ?? {})) {
    if (other === account_id) continue;
    const entry = Object.hasOwn(object.users, other) ? (object.users[other] as JsonObject) : {};
    if (!isSameJson(entry.upgrades, upgrades)) throw refuse('allocation_of_other', { account_id, other });
  }
}

function refused(text: string) {
  return fieldRefused('users', text);
}

function unknownWords(what: string) {
  return refuse('unsimulated', { what, why: 'what hubs make of it is not known' });
}
