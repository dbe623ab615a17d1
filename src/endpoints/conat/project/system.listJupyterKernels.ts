import type { ProjectFunction } from '../../../core/functions.ts';
import { kernelProcesses } from '../../../core/projects/kernels.ts';

/** Tells of the kernels that the project has launched and not removed. [project/conat/api/system.ts] */
export const endpoint: ProjectFunction = {
  name: 'conat/project/system.listJupyterKernels',
  handle: (state, _args, project_id) => ({
    state,
    answer: kernelProcesses(state, project_id).map(({ pid, connectionFile }) => ({ pid, connectionFile })),
  }),
};
