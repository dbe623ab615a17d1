/** Windows of time that a table shows. */
import type { Instant } from '../instant.ts';
import type { Store } from './store.ts';
import type { TableQuery } from './table.ts';

/** Whether the column's time is at most `ms` ago; without a time it never is. */
export function within<Item>(
  store: Store<Item>,
  column: string,
  ms: number,
): (query: TableQuery, item: Item) => boolean {
  return ({ state }, item) => isSince(store.value(item, column), state.now - ms);
}

function isSince(time: unknown, since: Instant): boolean {
  return typeof time === 'number' && time >= since;
}
