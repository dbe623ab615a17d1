/** What is due by itself, later. */

import type { Due, Task } from './due.ts';
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

/** When a change that begins now has been made under the hub's lifecycle, or `undefined` for at once. */
export function afterLifecycle(state: HubState, change: 'start' | 'stop' | 'other'): Due['when'] | undefined {
  const { lifecycle, now, call } = state;
  if (lifecycle.kind === 'immediate') return undefined;
  if ('calls' in lifecycle) return { call: call + lifecycle.calls };
  if ('ms' in lifecycle) return { at: now + lifecycle.ms };
  return change === 'other' ? undefined : { at: now + lifecycle[change] };
}
