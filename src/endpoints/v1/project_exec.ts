import { defineEndpoint, type Gate } from '../../core/endpoint.ts';
import { refuse } from '../../core/errors.ts';
import { optional, options, required } from '../../core/options.ts';
import type { Outcome } from '../../core/outcome.ts';
import { canWrite } from '../../core/projects/access.ts';
import { type Execution, runShared } from '../../core/projects/exec.ts';
import { requireRunning, whenRunning } from '../../core/projects/lifecycle.ts';
import { execution } from '../../core/projects/project-exec.ts';
import type { ExecOutcome } from '../../core/projects/records.ts';
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
    const project_id = asText(request.project_id);
    return whenRunning(state, [project_id], (running) => {
      requireRunning(running, project_id);
      if (request.command === 'smc-jupyter') throw refuse('no_direct_jupyter');
      const exec = execution(running, request);
      return runShared(running, exec, (later, outcome) => tell(later, exec, outcome));
    });
  },
});

function isNoNotebook(): Gate<'command'> {
  return (state, { command }) => {
    if (command === 'ipython-notebook') throw refuse('never_answers', { what: 'the command `ipython-notebook`' });
    return state;
  };
}

function tell(state: HubState, { sent }: Execution, outcome: ExecOutcome): Outcome {
  if ('reason' in outcome) throw refuse('command_failed', { ...sent, ...outcome }).keeping(state);
  return { state, answer: { event: 'project_exec_output', ...outcome } };
}
