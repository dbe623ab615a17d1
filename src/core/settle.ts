/** Time passing: doing what has fallen due. */
import { withNextDue } from './agenda.ts';
import { finishCopy } from './copies/copies.ts';
import type { Due, Task } from './due.ts';
import type { Instant } from './instant.ts';
import { finishTransition, stopIfIdle } from './projects/lifecycle.ts';
import { begun, changed, type HubState, remove } from './state.ts';

/**
 * The state at the time `now` for the call number `call`, which is answered in `dialect`, with all that fell due on the
 * way done, earliest first.
 *
 * What is due at a time is done as of that time; so settling in two steps is the same as settling once.
 * Costs nothing but the new state while nothing is due.
 */
export function settle(state: HubState, now: Instant, call: number, dialect = state.dialect): HubState {
  let settled = begun(state, now, call, dialect);
  if (now < state.nextDue.at && call < state.nextDue.call) return settled;

  for (let due = dueBy(settled, now, call); due.length > 0; due = dueBy(settled, now, call)) {
    const { last } = settled.agenda;
    for (const { when, order, dialect: asked, task } of due) {
      const at = 'at' in when ? when.at : now;
      settled = perform(remove(changed(settled, { now: at, dialect: asked }), 'agenda', order), task);
      // What a task has put on the agenda may be due before the next of these.
      if (settled.agenda.last !== last) break;
    }
  }
  return withNextDue(changed(settled, { now, dialect }));
}

function perform(state: HubState, task: Task): HubState {
  switch (task.kind) {
    case 'copy':
      return finishCopy(state, task.copy_path_id);
    case 'project':
      return finishTransition(state, task.project_id, task.actions);
    case 'idle':
      return stopIfIdle(state, task.project_id, task.session_id);
    case 'wake':
      return state;
  }
}

function dueBy(state: HubState, now: Instant, call: number): Due[] {
  return [...state.agenda.values()]
    .filter(({ when }) => ('at' in when ? when.at <= now : when.call <= call))
    .sort((one, other) => momentOf(one) - momentOf(other) || one.order - other.order);
}

// What is due at a call goes last: its moment is the call itself. A large number, since infinities cannot be subtracted.
function momentOf({ when }: Due): Instant {
  return 'at' in when ? when.at : Number.MAX_SAFE_INTEGER;
}
