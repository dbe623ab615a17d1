/** Time passing: doing what has fallen due. */
import { finishCopy } from './copies/copies.ts';
import type { Instant } from './instant.ts';
import { finishTransition, stopIfIdle } from './projects/lifecycle.ts';
import type { Due, Task } from './records.ts';
import { changed, type HubState } from './state.ts';

/**
 * The state at the time `now` for the call number `call`, which is answered in `dialect`, with all that fell due on the
 * way done, earliest first.
 *
 * What is due at a time is done as of that time; so settling in two steps is the same as settling once.
 * Costs nothing but the new state while nothing is due.
 */
export function settle(state: HubState, now: Instant, call: number, dialect = state.dialect): HubState {
  if (now < state.nextDue.at && call < state.nextDue.call) return changed(state, { now, call, dialect });

  let settled = state;
  for (let due = dueBy(settled, now, call); due.length > 0; due = dueBy(settled, now, call)) {
    const { agendaOrder } = settled;
    for (const { when, order, dialect: asked, task } of due) {
      const at = 'at' in when ? when.at : now;
      settled = perform(
        changed(settled, { now: at, call, dialect: asked, agenda: settled.agenda.delete(order) }),
        task,
      );
      // What a task has put on the agenda may be due before the next of these.
      if (settled.agendaOrder !== agendaOrder) break;
    }
  }
  return changed(settled, { now, call, dialect, nextDue: nextDue(settled) });
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

function nextDue({ agenda }: HubState): HubState['nextDue'] {
  const whens = agenda.valueSeq().map(({ when }) => when);
  return {
    at: whens.map((when) => ('at' in when ? when.at : Number.POSITIVE_INFINITY)).min() ?? Number.POSITIVE_INFINITY,
    call:
      whens.map((when) => ('call' in when ? when.call : Number.POSITIVE_INFINITY)).min() ?? Number.POSITIVE_INFINITY,
  };
}
