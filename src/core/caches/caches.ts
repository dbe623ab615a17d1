/**
 * What a hub remembers of what it has looked up. With `caches: 'real'` it answers from that for as long as a hub does, also
 * when the answer is another one meanwhile; with `caches: 'none'` it looks everything up each time.
 *
 * Handlers are pure and may refuse, but a look-up is remembered in any case. So a look-up that is not remembered yet ends the
 * step with a `CacheMiss`, and `withCaches` begins the step again in a state that remembers it.
 */

import type { cacheDeviations } from '../deviations/caches.ts';
import { columnOf, valueIn } from '../deviations.ts';
import { SECOND } from '../instant.ts';
import type { Json } from '../json.ts';
import { type HubState, put } from '../state.ts';
import type { Remembered } from './records.ts';

export type CacheName = keyof typeof cacheDeviations;

/** Thrown by a look-up whose answer is to be remembered from now on; `withCaches` alone catches it. */
class CacheMiss {
  readonly rows: readonly Remembered[];

  constructor(rows: readonly Remembered[]) {
    this.rows = rows;
  }
}

/**
 * The value that is remembered under the key, or else what `find` returns. `undefined` is never remembered.
 *
 * @throws CacheMiss
 */
export function cached<Value extends Json>(
  state: HubState,
  cache: CacheName,
  key: string,
  find: () => Value | undefined,
): Value | undefined {
  return state.caches === 'none' ? find() : cachedEach(state, cache, [key], find)[0];
}

/** As `cached`, of several keys, in their order. */
export function cachedEach<Value extends Json>(
  state: HubState,
  cache: CacheName,
  keys: readonly string[],
  find: (key: string) => Value | undefined,
): (Value | undefined)[] {
  const lastsMs = SECOND * (state.caches === 'none' ? 0 : valueIn(state, cache));
  if (lastsMs === 0) return keys.map(find);
  // A hub of 2020 and one of 2026 over the same state are two, with caches of their own.
  const name = `${cache} ${columnOf(state, cache)}`;
  const misses: Remembered[] = [];
  const values = keys.map((key) => {
    const row = state.remembered.get(`${name} ${key}`);
    if (row !== undefined && state.now < row.until) return row.value as Value;
    const value = find(key);
    if (value !== undefined) misses.push({ cache: name, key, value, until: state.now + lastsMs });
    return value;
  });
  if (misses.length > 0) throw new CacheMiss(misses);
  return values;
}

/** What the step comes to in a state that remembers all that the step looks up. The step may be begun several times. */
export function withCaches<Result>(state: HubState, step: (state: HubState) => Result): Result {
  if (state.caches === 'none') return step(state);
  for (let known = state; ; ) {
    try {
      return step(known);
    } catch (thrown) {
      if (!(thrown instanceof CacheMiss)) throw thrown;
      known = thrown.rows.reduce((result, row) => put(result, 'remembered', row), known);
    }
  }
}
