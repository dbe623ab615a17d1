import { refuse } from '../../../core/errors.ts';
import { defineProjectFunction } from '../../../core/functions.ts';
import type { Json } from '../../../core/json.ts';
import { optional, options } from '../../../core/options.ts';
import { effectOf } from '../../../core/outcome.ts';
import { areComputed, jobOf, killJob } from '../../../core/projects/jobs.ts';

/** Sends a signal to processes; only those of jobs are known. [project/conat/api/system.ts] */
export const endpoint = defineProjectFunction({
  name: 'conat/project/system.signal',
  request: options({ signal: optional, pid: optional, pids: optional }),

  handle(state, { signal, pid, pids }, project_id) {
    const one = pid == null ? [] : [pid];
    const all = pids == null ? one : [...listOf(pids), ...one];
    const known = all.map(checked);
    if (known.some((one) => jobOf(state, project_id, one) === undefined)) throw refuse('no_such_process');
    if (all.length > 0 && !DEADLY.includes(signal ?? null)) {
      const why = 'only those that end a process are known';
      throw refuse('unsimulated', { what: `the signal ${JSON.stringify(signal)}`, why });
    }
    return {
      state,
      effect: effectOf({ kind: 'wait', until: (later) => areComputed(later, project_id, known) }, (later) => ({
        state: known.reduce((current, next) => killJob(current, project_id, next), later),
        answer: null,
      })),
    };
  },
});

const DEADLY: readonly Json[] = [2, 9, 15, 'SIGINT', 'SIGKILL', 'SIGTERM'];

function listOf(pids: Json): readonly Json[] {
  if (Array.isArray(pids)) return pids;
  throw refuse('unsimulated', { what: `the pids ${JSON.stringify(pids)}`, why: 'a project takes a list' });
}

/** Others stand for groups of processes, or for what a machine runs by itself. */
function checked(pid: Json): number {
  if (typeof pid === 'number' && Number.isInteger(pid) && pid >= 1000) return pid;
  throw refuse('unsimulated', { what: `the process ${JSON.stringify(pid)}`, why: 'only those of jobs are simulated' });
}
