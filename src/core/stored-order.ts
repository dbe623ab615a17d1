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
  const place = placesIn(state);
  return items.toSorted((one, other) => (place(name(one)) < place(name(other)) ? -1 : 1));
}

/** Texts by which names are sorted into that order: with `order: 'plain'` the names themselves. */
export function placesIn({ order, seed }: HubState): (name: string) => string {
  if (order === 'plain') return (name) => name;
  const places = new Map<string, string>();
  return (name) => {
    const place = places.get(name) ?? newHex({ seed, call: 0 }, `place of ${name}`, 16);
    places.set(name, place);
    return place;
  };
}
