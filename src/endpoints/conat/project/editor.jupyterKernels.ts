import { defineProjectFunction } from '../../../core/functions.ts';
import { optional, options } from '../../../core/options.ts';
import { listKernels } from '../../../core/projects/notebooks.ts';

/** Tells which kernels the project has. [project/conat/api/editor.ts; jupyter/kernel/kernel-data.ts] */
export const endpoint = defineProjectFunction({
  name: 'conat/project/editor.jupyterKernels',
  request: options({ noCache: optional }),
  optionsOptional: true,
  handle: (state) => listKernels(state),
});
