import { defineProjectFunction } from '../../../core/functions.ts';
import { optional, options } from '../../../core/options.ts';
import { execute } from '../../../core/projects/notebooks.ts';

/** Runs code in a fresh kernel, and answers what that sent. [project/conat/api/system.ts; jupyter/stateless-api/execute.ts] */
export const endpoint = defineProjectFunction({
  name: 'conat/project/system.jupyterExecute',
  request: options({
    input: optional,
    kernel: optional,
    history: optional,
    path: optional,
    pool: optional,
    limits: optional,
  }),

  handle(state, request, project_id) {
    return execute(state, project_id, request, (later, { output }) => ({ state: later, answer: output }));
  },
});
