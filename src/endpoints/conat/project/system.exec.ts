import { refuse } from '../../../core/errors.ts';
import { defineProjectFunction } from '../../../core/functions.ts';
import { readMember } from '../../../core/javascript.ts';
import type { Json } from '../../../core/json.ts';
import { optional, options } from '../../../core/options.ts';
import type { Outcome } from '../../../core/outcome.ts';
import { runShared } from '../../../core/projects/exec.ts';
import { askForJob, startJob } from '../../../core/projects/jobs.ts';
import type { ExecOutcome } from '../../../core/projects/records.ts';
import { systemExecution } from '../../../core/projects/system-exec.ts';
import type { HubState } from '../../../core/state.ts';
import { isTruthy } from '../../../core/values.ts';

/** Runs a command, or tells of one that runs by itself. [project/conat/api/system.ts; project/exec_shell_code.ts] */
export const endpoint = defineProjectFunction({
  name: 'conat/project/system.exec',
  request: options({
    command: optional,
    args: optional,
    bash: optional,
    path: optional,
    cwd: optional,
    timeout: optional,
    ulimit_timeout: optional,
    err_on_exit: optional,
    max_output: optional,
    env: optional,
    home: optional,
    aggregate: optional,
    verbose: optional,
    id: optional,
    async_call: optional,
    async_get: optional,
    async_stats: optional,
    async_await: optional,
    compute_server_id: optional,
  }),

  inspect(first) {
    readMember(first, 'compute_server_id');
  },

  handle(state, request, project_id) {
    const { async_get, async_stats, async_await, async_call } = request;
    if (typeof async_get === 'string') {
      return askForJob(state, project_id, async_get, { stats: isTruthy(async_stats), await: isTruthy(async_await) });
    }
    const exec = systemExecution(state, project_id, request);
    if (isTruthy(async_call)) return startJob(state, exec);
    return runShared(state, exec, (later, outcome) => tell(later, request.id, outcome));
  },
});

/** @throws Refusal `system_exec_failed`, keeping the state. */
function tell(state: HubState, id: Json | undefined, outcome: ExecOutcome): Outcome {
  if ('reason' in outcome) throw refuse('system_exec_failed', outcome).keeping(state);
  return { state, answer: { ...(id !== undefined && { id }), type: 'blocking', ...outcome } };
}
