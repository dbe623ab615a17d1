import { defineHubFunction } from '../../../core/functions.ts';
import { options, required } from '../../../core/options.ts';
import { lookUpStatus, mayDo, projectNamed } from '../../../core/projects/control.ts';

/** Tells of a project's process: its number, its ports, its session. [server/conat/api/projects.ts status] */
export const endpoint = defineHubFunction({
  name: 'conat/hub/projects.status',
  account: 'first',
  request: options({ project_id: required }),
  authorize: [mayDo('status')],
  handle: (state, request) => lookUpStatus(state, projectNamed(state, request)),
});
