import { defineHubFunction } from '../../../core/functions.ts';
import { optional, options } from '../../../core/options.ts';
import { kernelsOfProject } from '../../../core/projects/notebook-api.ts';

/** Tells which kernels a project has. [server/jupyter/kernels.ts] */
export const endpoint = defineHubFunction({
  name: 'conat/hub/jupyter.kernels',
  account: 'first',
  request: options({ project_id: optional }),
  handle: (state, request) => kernelsOfProject(state, request),
});
