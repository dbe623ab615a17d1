/** Merging what a set sends into a map that is stored. [smc-hub/postgres-base.coffee __do_query, jsonb_merge] */
import { refuse } from '../errors.ts';
import { isObject, type Json, type JsonObject } from '../json.ts';

/** How long a list may be that something is merged into; hubs have no such limit. */
const LIST_LIMIT = 10_000;

/**
 * The map column `stored` with `sent` merged in, level by level; `null` in `sent` removes.
 *
 * A list counts as an object with its indices for keys, a text as one of its characters, another scalar as empty.
 * Merging the same again changes nothing, unless it adds to a list or removes from one.
 *
 * @throws Refusal `sql_path_in_scalar`, `sql_delete_in_scalar` and `sql_path_in_array` where levels do not fit.
 */
export function mergedColumn(stored: Json, sent: Json): Json {
  // `Object` makes a text an object of its characters.
  return merged(stored ?? {}, Object(sent) as JsonObject);
}

function merged(stored: Json, sent: JsonObject | readonly Json[]): Json {
  const entries = Object.entries<Json>(sent);
  if (Array.isArray(stored)) return withElements(stored, entries);
  if (isObject(stored)) return withMembers(stored, entries);
  // Nothing is sent, so nothing has to fit.
  if (entries.length === 0) return stored;
  throw refuse(entries[0]?.[1] === null ? 'sql_delete_in_scalar' : 'sql_path_in_scalar');
}

function withMembers(stored: JsonObject, entries: readonly [string, Json][]): JsonObject {
  const members = new Map(Object.entries(stored));
  for (const [key, value] of entries) {
    if (value === null) members.delete(key);
    else members.set(key, mergedMember(members.has(key) ? (members.get(key) as Json) : {}, value));
  }
  return Object.fromEntries(members);
}

// A stored null is a scalar like any other; only what is not there becomes an object.
function mergedMember(stored: Json, sent: NonNullable<Json>): Json {
  return typeof sent === 'object' ? merged(stored, sent) : sent;
}

function withElements(stored: readonly Json[], entries: readonly [string, Json][]): readonly Json[] {
  if (stored.length + entries.length > LIST_LIMIT) throw refuse('list_too_long', { limit: LIST_LIMIT });
  const list = [...stored];
  for (const [key, value] of entries) {
    if (!/^-?\d+$/.test(key)) throw refuse('sql_path_in_array', { key });
    putElement(list, Number(key) < 0 ? list.length + Number(key) : Number(key), value);
  }
  return list;
}

/** An index past an end of the list stands for that end. */
function putElement(list: Json[], index: number, value: Json): void {
  const isThere = index >= 0 && index < list.length;
  if (isThere) list.splice(index, 1, ...(value === null ? [] : [mergedMember(list[index] as Json, value)]));
  else if (value !== null) list.splice(Math.max(index, 0), 0, mergedMember({}, value));
}
