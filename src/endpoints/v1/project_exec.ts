import { defineEndpoint, type Gate, type Outcome } from '../../core/endpoint.ts';
import { keepWhenRefused, refuse } from '../../core/errors.ts';
import { optional, options, required } from '../../core/options.ts';
import { canWrite } from '../../core/projects/access.ts';
import {
  type ExecOutcome,
  type Execution,
  execution,
  finishedRun,
  outcomeOf,
  withFinishedRun,
} from '../../core/projects/exec.ts';
import { ensureRunning } from '../../core/projects/lifecycle.ts';
import type { HubState } from '../../core/state.ts';
import { asText } from '../../core/values.ts';

/** Runs a command in a project, which is started for it. [smc-hub/client.coffee mesg_project_exec] */
export const endpoint = defineEndpoint({
  name: 'v1/project_exec',
  request: options({
    id: optional,
    project_id: required,
    path: '',
    command: required,
    args: [],
    timeout: 10,
    aggregate: optional,
    max_output: optional,
    bash: false,
    err_on_exit: true,
  }),
  authorize: [isNoNotebook(), canWrite('project_id')],

  handle(state, request) {
    const running = ensureRunning(state, asText(request.project_id));
    return keepWhenRefused(running, () => {
      if (request.command === 'smc-jupyter') throw refuse('no_direct_jupyter');
      return run(running, execution(running, request));
    });
  },
});

function isNoNotebook(): Gate<'command'> {
  return (state, { command }) => {
    if (command === 'ipython-notebook') throw refuse('never_answers', { what: 'the command `ipython-notebook`' });
    return state;
  };
}

/** The answer of a run that does for this one as well, or a run of its own. */
function run(state: HubState, exec: Execution): Outcome {
  const { command, aggregate } = exec;
  if (aggregate === undefined) {
    return { state, effect: { command, finish: (later, result) => tell(later, exec, outcomeOf(exec, result)) } };
  }
  const finished = finishedRun(state, aggregate);
  if (finished !== undefined) return tell(state, exec, finished);
  return {
    state,
    effect: {
      command,
      sharing: { ...aggregate, again: (later) => run(later, exec) },
      finish(later, result) {
        const outcome = outcomeOf(exec, result);
        return tell(withFinishedRun(later, aggregate, outcome), exec, outcome);
      },
    },
  };
}

function tell(state: HubState, { sent }: Execution, outcome: ExecOutcome): Outcome {
  if ('reason' in outcome) throw refuse('command_failed', { ...sent, ...outcome }).keeping(state);
  return { state, answer: { event: 'project_exec_output', ...outcome } };
}
