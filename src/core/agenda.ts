/** What is due by itself, later. */
import type { Instant } from './instant.ts';
import type { Due, Task } from './records.ts';
import { changed, type HubState } from './state.ts';

/** The state with `task` to be done at a time, or when a call of that number is made. */
export function schedule(state: HubState, when: Due['when'], task: Task, dialect = state.dialect): HubState {
  const order = state.agendaOrder;
  const at = 'at' in when ? when.at : Number.POSITIVE_INFINITY;
  const call = 'call' in when ? when.call : Number.POSITIVE_INFINITY;
  return changed(state, {
    agenda: state.agenda.set(order, { when, order, dialect, task }),
    agendaOrder: order + 1,
    nextDue: { at: Math.min(state.nextDue.at, at), call: Math.min(state.nextDue.call, call) },
  });
}

/** The state without the entries whose task meets the condition. */
export function unschedule(state: HubState, isMeant: (task: Task) => boolean): HubState {
  // `nextDue` may now be too early; the next settling that finds nothing due sets it right.
  return changed(state, { agenda: state.agenda.filterNot((due) => isMeant(due.task)) });
}

/** The moment that counts as `ms` from now under the hub's lifecycle, or `undefined` for at once. */
export function afterLifecycle(state: HubState): Due['when'] | undefined {
  const { lifecycle, now, call } = state;
  if (lifecycle.kind === 'immediate') return undefined;
  return 'ms' in lifecycle ? { at: (now + lifecycle.ms) as Instant } : { call: call + lifecycle.calls };
}
