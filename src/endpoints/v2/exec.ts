import { refuse } from '../../core/errors.ts';
import { MINUTE } from '../../core/instant.ts';
import { optional, options, required } from '../../core/options.ts';
import { isCollaboratorOrItself } from '../../core/projects/rest-access.ts';
import { executeForRest } from '../../core/projects/rest-exec.ts';
import { defineRestEndpoint } from '../../core/rest.ts';
import { signedInFirst } from '../../core/signed-in.ts';

/** Runs a command in a project, or tells of one that runs by itself. [next/pages/api/v2/exec.ts] */
export const endpoint = defineRestEndpoint({
  name: 'v2/exec',
  request: options({
    project_id: required,
    compute_server_id: optional,
    filesystem: optional,
    path: optional,
    command: optional,
    args: optional,
    timeout: optional,
    max_output: optional,
    bash: optional,
    aggregate: optional,
    err_on_exit: optional,
    env: optional,
    async_call: optional,
    async_get: optional,
    async_stats: optional,
    async_await: optional,
  }),
  renders: 'text',
  patienceMs: MINUTE,
  authorize: [
    signedInFirst(),
    (state, { project_id }, { account_id }) => {
      if (isCollaboratorOrItself(state, project_id, account_id)) return state;
      throw refuse('exec_of_other_project');
    },
  ],
  handle: (state, request) => executeForRest(state, request),
});
