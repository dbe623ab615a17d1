/** Commands that API v2 has a project run. [next/pages/api/v2/exec.ts; project/exec_shell_code.ts] */
import { refuse } from '../errors.ts';
import type { Json, JsonObject } from '../json.ts';
import type { Outcome } from '../outcome.ts';
import type { HubState } from '../state.ts';
import { translated } from '../translated.ts';
import { asText, isTruthy } from '../values.ts';
import { runShared } from './exec.ts';
import { askForJob, startJob } from './jobs.ts';
import type { ExecOutcome } from './records.ts';
import { whenCalled } from './rest-call.ts';
import { systemExecution } from './system-exec.ts';

/** @throws Refusal `no_jupyter_by_exec`, `exec_failed` */
export function executeForRest(state: HubState, { project_id, ...request }: JsonObject): Outcome<Json> {
  const id = project_id as string;
  return whenCalled(state, id, (running) => executedForRest(running, id, request));
}

/** As `executeForRest`, in a project that runs. */
export function executedForRest(state: HubState, project_id: string, request: JsonObject): Outcome<Json> {
  const { command, args } = request;
  if (command === 'smc-jupyter') throw refuse('no_jupyter_by_exec');
  const told = { command: asText(command), args: asText(args) };
  return translated(
    () => executed(state, project_id, request),
    ({ words }) => refuse('exec_failed', { ...told, reason: String(words) }),
  );
}

function executed(state: HubState, project_id: string, request: JsonObject): Outcome<Json> {
  const { async_get, async_stats, async_await, async_call } = request;
  if (typeof async_get === 'string') {
    return askForJob(state, project_id, async_get, { stats: isTruthy(async_stats), await: isTruthy(async_await) });
  }
  const exec = systemExecution(state, project_id, request);
  return isTruthy(async_call) ? startJob(state, exec) : runShared(state, exec, tell);
}

/** @throws Refusal `system_exec_failed`, keeping the state. */
function tell(state: HubState, outcome: ExecOutcome): Outcome<Json> {
  if ('reason' in outcome) throw refuse('system_exec_failed', outcome).keeping(state);
  return { state, answer: { ...outcome, type: 'blocking' } };
}
