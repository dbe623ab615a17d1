import { refuse } from '../../../core/errors.ts';
import type { ProjectFunction } from '../../../core/functions.ts';
import { isObject } from '../../../core/json.ts';
import { stopKernel } from '../../../core/projects/notebooks.ts';

/** Kills one of the project's kernels, by its process id. [project/conat/api/system.ts] */
export const endpoint: ProjectFunction = {
  name: 'conat/project/system.stopJupyterKernel',

  handle(state, [options], project_id) {
    if (options === undefined || options === null) {
      const fault = `Cannot destructure property 'pid' of '${options}' as it is ${options}.`;
      throw refuse('type_error', { fault });
    }
    return stopKernel(state, project_id, isObject(options) ? options.pid : undefined);
  },
};
