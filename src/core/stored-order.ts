/** The order in which a disk or a database happens to have things, where lists come in none that is promised. */
import { newHex } from './random.ts';
import type { HubState } from './state.ts';

/**
 * The items as they are, or, with `order: 'disk'`, in an order that depends on their names and the hub's seed alone: so a
 * list comes in the same order each time, and what is added may stand anywhere.
 *
 * @param name tells items of one list apart.
 */
export function inStoredOrder<Item>(state: HubState, items: readonly Item[], name: (item: Item) => string): Item[] {
  if (state.order === 'plain') return [...items];
  const { seed } = state;
  const placed = items.map((item) => ({ item, place: newHex({ seed, call: 0 }, `place of ${name(item)}`, 16) }));
  return placed.sort((one, other) => (one.place < other.place ? -1 : 1)).map(({ item }) => item);
}
