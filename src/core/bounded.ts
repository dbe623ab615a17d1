/** Collections that take something in with every call, and forget what no longer counts. */
import { List, type Map } from 'immutable';
import type { Instant } from './instant.ts';
import { LOG_LIMIT } from './state.ts';

/** The list with `item` at its end, without what is older than the last `LOG_LIMIT`. */
export function appended<Item>(list: List<Item>, item: Item): List<Item> {
  const longer = list.push(item);
  return longer.size > LOG_LIMIT ? longer.shift() : longer;
}

/** Those of the instants, oldest first, that are not before `start`. */
export function since(instants: List<Instant> | undefined, start: Instant): List<Instant> {
  const first = instants?.findIndex((instant) => instant >= start) ?? -1;
  return instants === undefined || first === -1 ? List() : instants.slice(first);
}

/**
 * The map with the entry. Whenever it has doubled, what is no longer `live` is dropped from it: so it holds at most
 * twice what was live at some time, and a write costs the same at any size.
 */
export function remembered<Key, Value>(
  map: Map<Key, Value>,
  key: Key,
  value: Value,
  live: (value: Value) => boolean,
): Map<Key, Value> {
  const larger = map.set(key, value);
  const doubled = larger.size > map.size && Number.isInteger(Math.log2(larger.size));
  return doubled ? larger.filter(live) : larger;
}
