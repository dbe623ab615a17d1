import { defineProjectFunction } from '../../../core/functions.ts';
import { options } from '../../../core/options.ts';
import { kernelProcesses } from '../../../core/projects/kernels.ts';

/** Tells of the kernels that the project has launched and not removed. [project/conat/api/system.ts] */
export const endpoint = defineProjectFunction({
  name: 'conat/project/system.listJupyterKernels',
  positional: true,
  request: options({}),
  handle: (state, _request, project_id) => ({
    state,
    answer: kernelProcesses(state, project_id).map(({ pid, connectionFile }) => ({ pid, connectionFile })),
  }),
});
