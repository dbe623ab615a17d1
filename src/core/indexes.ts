/** Indexes: from a key to the ids of all records that have it. */
import { type Map, Set } from 'immutable';

/** The index with `id` moved from one set of keys to another. */
export function reindexed<Key, Id>(
  index: Map<Key, Set<Id>>,
  id: Id,
  from: readonly Key[],
  to: readonly Key[],
): Map<Key, Set<Id>> {
  const [before, after] = [new globalThis.Set(from), new globalThis.Set(to)];
  const left = [...before].filter((key) => !after.has(key));
  const joined = [...after].filter((key) => !before.has(key));
  const without = left.reduce((result, key) => {
    const rest = (result.get(key) ?? Set<Id>()).delete(id);
    return rest.isEmpty() ? result.delete(key) : result.set(key, rest);
  }, index);
  return joined.reduce((result, key) => result.set(key, (result.get(key) ?? Set<Id>()).add(id)), without);
}
