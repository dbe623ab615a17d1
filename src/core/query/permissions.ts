/** Whose rows a caller may see and write. [smc-hub/postgres-user-queries.coffee user_get_query, _user_set_query_enforce_requirements] */

import { isAdmin } from '../accounts/accounts.ts';
import { deviates } from '../deviations.ts';
import { type Refusal, refuse } from '../errors.ts';
import type { Json } from '../json.ts';
import { hasWriteAccess } from '../projects/access.ts';
import { memberOf } from '../projects/collaborators.ts';
import type { HubState } from '../state.ts';
import { asText, isUuid } from '../values.ts';
import { uuidColumn } from './columns.ts';
import type { Store } from './store.ts';
import type { SetRules, TableQuery } from './table.ts';

/** Rows of the project that is named, or of every project that the caller has an entry in, whatever its group. */
export function ofProjects<Item>(store: Store<Item>): (query: TableQuery) => Iterable<Item> {
  return (query) => {
    const { state, account_id, object } = query;
    if (object.project_id != null) return ofNamedProject(store)(query);
    return flatMapped(state.projects.keysBy('user', account_id), (project_id) => store.ofProject(state, project_id));
  };
}

/** Rows of the project that is named; only for those who may write to it, and admins. */
export function ofNamedProject<Item>(store: Store<Item>): (query: TableQuery) => Iterable<Item> {
  return ({ state, account_id, object: { project_id } }) => {
    if (project_id == null) throw refuse('project_not_named');
    if (!isUuid(project_id)) throw refuse('invalid_project_id', { project_id: asText(project_id) });
    const canonical = project_id.toLowerCase();
    if (!hasWriteAccess(state, canonical, account_id)) throw noReadAccess(state, account_id);
    return store.ofProject(state, canonical);
  };
}

function noReadAccess(state: HubState, account_id: string): Refusal {
  if (deviates(state, 'read_access_words')) return refuse('no_read_access_by_account', { account_id });
  return refuse('no_read_access_to_project');
}

/** Rows of the project that is named, for whoever names it. */
export function ofAnyNamedProject<Item>(store: Store<Item>): (query: TableQuery) => Iterable<Item> {
  return ({ state, object: { project_id } }) => {
    if (project_id == null) throw refuse('project_not_named');
    return store.ofProject(state, uuidColumn(project_id));
  };
}

/** All rows; for tables that admins alone read, or that are everybody's. */
export function ofEverybody<Item>(store: Store<Item>): (query: TableQuery) => Iterable<Item> {
  return ({ state }) => store.all(state);
}

/** @throws Refusal `not_admin` */
export function requireAdmin({ state, account_id }: TableQuery): void {
  if (!isAdmin(state, account_id)) throw refuse('not_admin');
}

/** @throws Refusal when the caller may not write to the projects that the set names. */
export function requireProjects(query: TableQuery, rules: SetRules): void {
  for (const [field, rule] of Object.entries(rules.fields)) {
    if (rule !== 'project_write' && rule !== 'project_owner') continue;
    const project_id = uuidColumn(query.object[field] as Json);
    if (!query.state.projects.has(project_id)) {
      throw refuse('unknown_project', { project_id: asText(query.object[field]) });
    }
    const passes = rule === 'project_write' ? hasWriteAccess : ownsProject;
    if (!passes(query.state, project_id, query.account_id)) throw refuse('not_admin');
  }
}

function ownsProject(state: TableQuery['state'], project_id: string, account_id: string): boolean {
  return memberOf(state, project_id, account_id)?.group === 'owner' || isAdmin(state, account_id);
}

/**
 * Keeps hands off rows of other people's projects. Hubs find the row that a set means by its key alone, so they let it
 * overwrite the row of a project that the caller has nothing to do with.
 *
 * @throws Refusal `unsimulated`
 */
export function requireRowOfCaller<Item>({ state, account_id }: TableQuery, store: Store<Item>, item: Item): void {
  if (!Object.hasOwn(store.columns, 'project_id') || store.key.includes('project_id')) return;
  const project_id = store.value(item, 'project_id');
  if (typeof project_id !== 'string' || hasWriteAccess(state, project_id, account_id)) return;
  throw refuse('unsimulated', {
    what: `a set on a row of '${store.name}' that belongs to another project`,
    why: 'hubs let it happen, since they look up the row by its key alone',
  });
}

function* flatMapped<Key, Item>(keys: Iterable<Key>, itemsOf: (key: Key) => Iterable<Item>): Iterable<Item> {
  for (const key of keys) yield* itemsOf(key);
}
