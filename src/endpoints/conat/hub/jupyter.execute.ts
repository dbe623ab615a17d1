import { firstOf, type HubFunction } from '../../../core/functions.ts';
import { executeForHub } from '../../../core/projects/notebook-api.ts';

/** Runs code in a fresh kernel of a project, or gives the result that the same code had. [server/jupyter/execute.ts] */
export const endpoint: HubFunction = {
  name: 'conat/hub/jupyter.execute',
  account: 'first',
  handle: (state, args) => executeForHub(state, firstOf(args)),
};
