import { defineHubFunction } from '../../../core/functions.ts';
import { optional, options } from '../../../core/options.ts';
import { executeForHub } from '../../../core/projects/notebook-api.ts';

/** Runs code in a fresh kernel of a project, or gives the result that the same code had. [server/jupyter/execute.ts] */
export const endpoint = defineHubFunction({
  name: 'conat/hub/jupyter.execute',
  account: 'first',
  request: options({
    input: optional,
    kernel: optional,
    history: optional,
    path: optional,
    project_id: optional,
    hash: optional,
    noCache: optional,
    tag: optional,
    timeout: optional,
  }),
  handle: (state, request) => executeForHub(state, request),
});
