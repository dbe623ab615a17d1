import { refuse } from '../../../core/errors.ts';
import type { ProjectFunction } from '../../../core/functions.ts';
import { readMember } from '../../../core/javascript.ts';
import { isObject, type JsonObject } from '../../../core/json.ts';
import type { Outcome } from '../../../core/outcome.ts';
import { type ExecOutcome, runShared } from '../../../core/projects/exec.ts';
import { askForJob, startJob } from '../../../core/projects/jobs.ts';
import { systemExecution } from '../../../core/projects/system-exec.ts';
import type { HubState } from '../../../core/state.ts';
import { isTruthy } from '../../../core/values.ts';

/** Runs a command, or tells of one that runs by itself. [project/conat/api/system.ts; project/exec_shell_code.ts] */
export const endpoint: ProjectFunction = {
  name: 'conat/project/system.exec',

  handle(state, [options], project_id) {
    readMember(options, 'compute_server_id');
    if (!isObject(options)) {
      const why = 'a project takes an object with options';
      throw refuse('unsimulated', { what: `exec of ${JSON.stringify(options)}`, why });
    }
    const { async_get, async_stats, async_await, async_call } = options;
    if (typeof async_get === 'string') {
      return askForJob(state, project_id, async_get, { stats: isTruthy(async_stats), await: isTruthy(async_await) });
    }
    const exec = systemExecution(state, project_id, options);
    if (isTruthy(async_call)) return startJob(state, exec);
    return runShared(state, exec, (later, outcome) => tell(later, options, outcome));
  },
};

/** @throws Refusal `system_exec_failed`, keeping the state. */
function tell(state: HubState, { id }: JsonObject, outcome: ExecOutcome): Outcome {
  if ('reason' in outcome) throw refuse('system_exec_failed', outcome).keeping(state);
  return { state, answer: { ...(id !== undefined && { id }), type: 'blocking', ...outcome } };
}
