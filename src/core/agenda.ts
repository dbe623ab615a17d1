/** What is due by itself, later. */

import type { Due, Task } from './due.ts';
import type { Instant } from './instant.ts';
import { changed, type HubState, NEVER, put, remove } from './state.ts';

/** The state with `task` to be done at a time, or when a call of that number is made. */
export function schedule(state: HubState, when: Due['when'], task: Task, dialect = state.dialect): HubState {
  const { at, call } = state.nextDue;
  const nextDue = 'at' in when ? { at: Math.min(at, when.at), call } : { at, call: Math.min(call, when.call) };
  return changed(put(state, 'agenda', { when, order: state.agenda.last + 1, dialect, task }), { nextDue });
}

/** The state without the entries whose task meets the condition. */
export function unschedule(state: HubState, isMeant: (task: Task) => boolean): HubState {
  const meant = [...state.agenda.values()].filter(({ task }) => isMeant(task));
  return withNextDue(meant.reduce((result, { order }) => remove(result, 'agenda', order), state));
}

/** The state that knows when the first entry of its agenda is due. */
export function withNextDue(state: HubState): HubState {
  let { at, call } = NEVER;
  for (const { when } of state.agenda.values()) {
    if ('at' in when) at = Math.min(at, when.at);
    else call = Math.min(call, when.call);
  }
  return changed(state, { nextDue: { at, call } });
}

/** The moment that counts as `ms` from now under the hub's lifecycle, or `undefined` for at once. */
export function afterLifecycle(state: HubState): Due['when'] | undefined {
  const { lifecycle, now, call } = state;
  if (lifecycle.kind === 'immediate') return undefined;
  return 'ms' in lifecycle ? { at: (now + lifecycle.ms) as Instant } : { call: call + lifecycle.calls };
}
