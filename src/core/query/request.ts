/** Reading a query: which table, which object, whether to get or to set. [smc-hub/postgres-user-queries.coffee _user_query] */
import { deviates } from '../deviations.ts';
import { refuse } from '../errors.ts';
import { iso } from '../instant.ts';
import { isDeeper, isObject, type Json, type JsonObject } from '../json.ts';
import type { HubState } from '../state.ts';
import { isTruthy } from '../values.ts';

/** How many levels of objects and lists a query may have; hubs have no such limit, and no query of a client comes near. */
export const DEPTH_LIMIT = 100;

/** What a query names before anything is known of the table. */
export interface ReadQuery {
  readonly name: string;
  readonly object: JsonObject;
  readonly many: boolean;
  readonly options: readonly JsonObject[];
}

/**
 * The one table that `query` names, and what it says of it.
 *
 * @throws Refusal when the query or its options have another shape.
 */
export function readQuery(state: HubState, query: Json, options: Json): ReadQuery {
  const names = namesIn(state, query);
  if (names.length > 1) throw refuse('one_table_a_query');

  const [name] = names;
  const given = name === undefined ? undefined : (query as JsonObject)[name];
  const many = Array.isArray(given);
  if (many && given.length > 1) throw refuse('query_list_too_long');
  const read = readOptions(state, options);
  const object = many ? given[0] : given;
  if (name === undefined || !isObject(object)) throw refuse('query_not_object', { table: String(name) });
  return { name, object, many, options: read };
}

function namesIn(state: HubState, query: Json): readonly string[] {
  if (isObject(query)) return Object.keys(query);
  return typeof query === 'string' && deviates(state, 'text_as_query') ? Object.keys(query.slice(0, 2)) : [];
}

function readOptions(state: HubState, options: Json): readonly JsonObject[] {
  if (options === null) return [];
  if (!Array.isArray(options)) throw refuse('options_not_list', { options });
  if (options.every(isObject)) return options;
  if (options.includes(null) && !deviates(state, 'null_in_batch')) {
    throw refuse('never_answers', { what: 'options with null among them' });
  }
  throw refuse('unsimulated', { what: 'options that are no objects', why: 'what hubs make of them is not known' });
}

/** Whether the query sets: no member at any depth is null, unless an option says which it is. */
export function isSet({ object, options }: ReadQuery): boolean {
  const said = options.findLast((option) => option.set != null)?.set;
  return said === undefined ? !hasNullLeaf(object) : isTruthy(said);
}

function hasNullLeaf(value: Json): boolean {
  if (value === null) return true;
  return typeof value === 'object' && Object.values(value).some(hasNullLeaf);
}

/** @throws Refusal `query_too_deep`; so whatever goes through a query level by level comes to an end. */
export function refuseDeepQuery(query: Json): void {
  if (isDeeper(query, DEPTH_LIMIT)) throw refuse('query_too_deep', { limit: DEPTH_LIMIT });
}

/** The object with `{account_id}` and `{now}`, as values and as keys, replaced. [smc-util/misc.js obj_key_subs] */
export function substituted(object: JsonObject, { now }: Pick<HubState, 'now'>, account_id: string): JsonObject {
  if (!hasPlaceholder(object)) return object;
  const replace = (text: string) => {
    if (text === '{account_id}' && account_id !== '') return account_id;
    return text === '{now}' ? iso(now) : text;
  };
  const inside = (value: Json): Json => {
    if (typeof value === 'string') return replace(value);
    if (Array.isArray(value)) return value.map(inside);
    if (!isObject(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([key, member]) => [replace(key), inside(member)]));
  };
  return inside(object) as JsonObject;
}

const PLACEHOLDERS: ReadonlySet<Json> = new Set(['{account_id}', '{now}']);

function hasPlaceholder(value: Json): boolean {
  if (typeof value !== 'object' || value === null) return PLACEHOLDERS.has(value);
  const within = Object.values(value).some(hasPlaceholder);
  return within || (!Array.isArray(value) && Object.keys(value).some((key) => PLACEHOLDERS.has(key)));
}
