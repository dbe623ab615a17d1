import type { ProjectFunction } from '../../../core/functions.ts';
import { listKernels } from '../../../core/projects/notebooks.ts';

/** Tells which kernels the project has. [project/conat/api/editor.ts; jupyter/kernel/kernel-data.ts] */
export const endpoint: ProjectFunction = {
  name: 'conat/project/editor.jupyterKernels',
  handle: (state) => listKernels(state),
};
