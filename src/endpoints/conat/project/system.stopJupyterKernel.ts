import { refuse } from '../../../core/errors.ts';
import { defineProjectFunction } from '../../../core/functions.ts';
import { optional, options } from '../../../core/options.ts';
import { stopKernel } from '../../../core/projects/notebooks.ts';

/** Kills one of the project's kernels, by its process id. [project/conat/api/system.ts] */
export const endpoint = defineProjectFunction({
  name: 'conat/project/system.stopJupyterKernel',
  request: options({ pid: optional }),

  inspect(first) {
    if (first !== undefined && first !== null) return;
    throw refuse('type_error', { fault: `Cannot destructure property 'pid' of '${first}' as it is ${first}.` });
  },

  handle: (state, { pid }, project_id) => stopKernel(state, project_id, pid),
});
