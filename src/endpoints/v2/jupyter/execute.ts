import type { JsonObject } from '../../../core/json.ts';
import { optional, options } from '../../../core/options.ts';
import { executeForHub } from '../../../core/projects/notebook-api.ts';
import { defineRestEndpoint } from '../../../core/rest.ts';
import { withAnswer } from '../../../core/with-answer.ts';

/** Runs code in a fresh kernel of a project, or gives the result that the same code had. [next/pages/api/v2/jupyter/execute.ts] */
export const endpoint = defineRestEndpoint({
  name: 'v2/jupyter/execute',
  request: options({
    input: optional,
    kernel: optional,
    history: optional,
    project_id: optional,
    path: optional,
    hash: optional,
    noCache: optional,
    tag: optional,
  }),
  renders: 'text',
  handle: (state, request, { account_id }) =>
    withAnswer(executeForHub(state, { ...request, account_id }), (answer) => ({
      ...(answer as JsonObject | null),
      success: true,
    })),
});
