import { firstOf, type HubFunction } from '../../../core/functions.ts';
import { kernelsOfProject } from '../../../core/projects/notebook-api.ts';

/** Tells which kernels a project has. [server/jupyter/kernels.ts] */
export const endpoint: HubFunction = {
  name: 'conat/hub/jupyter.kernels',
  account: 'first',
  handle: (state, args) => kernelsOfProject(state, firstOf(args)),
};
