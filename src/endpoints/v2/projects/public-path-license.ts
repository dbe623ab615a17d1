import { refuse } from '../../../core/errors.ts';
import { options, required } from '../../../core/options.ts';
import { licensesOfPath } from '../../../core/projects/creation.ts';
import { restartProject, stateOf } from '../../../core/projects/lifecycle.ts';
import { updateProject } from '../../../core/projects/projects.ts';
import { uuidNamed } from '../../../core/projects/rest-access.ts';
import { defineRestEndpoint } from '../../../core/rest.ts';

/** Gives a project the licence of a shared path that is not listed; anybody may. [next/pages/api/v2/projects/public-path-license.ts] */
export const endpoint = defineRestEndpoint({
  name: 'v2/projects/public-path-license',
  request: options({ project_id: required, public_path_id: required }),
  renders: 'message',
  credentials: 'unread',
  authorize: [
    uuidNamed('project_id'),
    (state, { public_path_id }) => {
      if (typeof public_path_id !== 'string' || public_path_id.length !== 40) throw refuse('public_path_not_hashed');
      return state;
    },
  ],
  handle(state, { project_id, public_path_id }) {
    const [license] = licensesOfPath(state, public_path_id);
    if (license === undefined) return { state, answer: {} };
    const id = project_id as string;
    const licensed = updateProject(state, id, (project) => ({
      ...project,
      site_license: { ...project.site_license, [license]: {} },
    }));
    return { state: stateOf(state, id) === 'running' ? restartProject(licensed, id) : licensed, answer: {} };
  },
});
