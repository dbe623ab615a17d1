/** A call that is answered from what a hub's caches remember: what was true some seconds ago. */
import { settle } from '../../core/settle.ts';
import { changed, type HubState, put, remove } from '../../core/state.ts';
import type { Call } from '../call.ts';
import { dialectOf, dispatch } from '../dispatch/index.ts';

/**
 * The state `now` with caches that remember what the call looks up as it was in `then`, at the time `at`. Each forgets after as
 * long as a hub's does, so what was looked up too long ago is looked up again.
 */
export function remembering(now: HubState, then: HubState, at: number, call: Call): HubState {
  const dialect = dialectOf(call, then);
  const looking = changed(settle(then, Math.max(at, then.now), now.call, dialect), { caches: 'real' });
  const { remembered } = dispatch(looking, call).state;
  const empty = withoutCaches(now);
  return [...remembered.values()].reduce(
    (state, row) => put(state, 'remembered', row),
    changed(empty, { caches: 'real' }),
  );
}

/** The state whose caches remember nothing. */
export function withoutCaches(state: HubState): HubState {
  return [...state.remembered.keys()].reduce((result, key) => remove(result, 'remembered', key), state);
}

/** The state after such a call, with the caches as they were before it. */
export function forgetting(after: HubState, before: HubState): HubState {
  const restored = [...before.remembered.values()].reduce(
    (state, row) => put(state, 'remembered', row),
    withoutCaches(after),
  );
  return changed(restored, { caches: before.caches });
}
