import { refuse } from '../../../core/errors.ts';
import type { ProjectFunction } from '../../../core/functions.ts';
import { isObject } from '../../../core/json.ts';
import { execute } from '../../../core/projects/notebooks.ts';

/** Runs code in a fresh kernel, and answers what that sent. [project/conat/api/system.ts; jupyter/stateless-api/execute.ts] */
export const endpoint: ProjectFunction = {
  name: 'conat/project/system.jupyterExecute',

  handle(state, [options], project_id) {
    if (!isObject(options)) {
      const why = 'a project takes an object with options';
      throw refuse('unsimulated', { what: `jupyterExecute of ${JSON.stringify(options)}`, why });
    }
    return execute(state, project_id, options, (later, { output }) => ({ state: later, answer: output }));
  },
};
