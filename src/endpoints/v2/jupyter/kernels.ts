import { optional, options } from '../../../core/options.ts';
import { kernelsOfProject } from '../../../core/projects/notebook-api.ts';
import { defineRestEndpoint } from '../../../core/rest.ts';
import { withAnswer } from '../../../core/with-answer.ts';

/** Tells which kernels a project has. [next/pages/api/v2/jupyter/kernels.ts] */
export const endpoint = defineRestEndpoint({
  name: 'v2/jupyter/kernels',
  request: options({ project_id: optional }),
  renders: 'text',
  credentials: ({ project_id }) => (project_id == null ? 'unread' : 'unguarded'),
  handle: (state, { project_id = null }, { account_id }) =>
    withAnswer(kernelsOfProject(state, { project_id, account_id }), (kernels) => ({ kernels, success: true })),
});
