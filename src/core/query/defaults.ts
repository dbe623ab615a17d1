/** What a reader gets where nothing is stored. [smc-hub/postgres-user-queries.coffee _user_get_query_set_defaults] */
import { isObject, type Json } from '../json.ts';

/**
 * The stored value, or its default where that is null; of a map each first-level member likewise.
 * A default of null is none.
 */
export function withDefault(stored: Json, byDefault: Json | undefined): Json {
  if (byDefault == null) return stored;
  if (stored === null) return byDefault;
  if (!isObject(stored) || !isObject(byDefault)) return stored;

  const missing = Object.entries(byDefault).filter(
    ([key]) => !Object.hasOwn(stored, key) || (stored[key] ?? null) === null,
  );
  return missing.length === 0 ? stored : { ...stored, ...Object.fromEntries(missing) };
}
