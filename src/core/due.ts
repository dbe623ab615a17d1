/** What happens by itself at a time, or after a number of calls: see `agenda.ts`. */
import type { Dialect } from './deviations.ts';
import { byKind, count, either, list, number, type Of, oneOf, record, type Shape, text } from './shape.ts';
import { table } from './table.ts';

/** What can be asked of a project's state: see `lifecycle.ts`. */
const action = oneOf('open', 'start', 'stop', 'close');
export type ProjectAction = Of<typeof action>;

const task = byKind({
  copy: record({ kind: oneOf('copy'), copy_path_id: text }),
  /** `actions`: what is left to be done, in turn, once the project has come to rest. */
  project: record({ kind: oneOf('project'), project_id: text, actions: list(action) }),
  /** A look at whether anybody still uses a project that has run since the session began. */
  idle: record({ kind: oneOf('idle'), project_id: text, session_id: text }),
  /** Nothing to do: a call gives up waiting by then, and has to be woken. */
  wake: record({ kind: oneOf('wake') }),
});
export type Task = Of<typeof task>;

/** Names of the dialects. */
export const dialectShape = oneOf('documented', 'observed', '2026', 'development') satisfies Shape<Dialect>;

const due = record({
  when: either(record({ at: number }), record({ call: number })),
  /** Among those due at the same moment, the one asked for first goes first. */
  order: count,
  /** In which it is done: that of the call which asked for it. */
  dialect: dialectShape,
  task,
});
export type Due = Of<typeof due>;

export const agendaTables = { agenda: table({ record: due, key: ({ order }) => order }) };
