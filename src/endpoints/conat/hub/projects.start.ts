import { defineHubFunction } from '../../../core/functions.ts';
import { options, required } from '../../../core/options.ts';
import { mayDo, projectNamed, startAndWait } from '../../../core/projects/control.ts';

/** Starts a project; answers when it runs. [server/conat/api/projects.ts start] */
export const endpoint = defineHubFunction({
  name: 'conat/hub/projects.start',
  account: 'first',
  request: options({ project_id: required }),
  authorize: [mayDo('start')],
  handle(state, request) {
    const { project_id } = projectNamed(state, request);
    return startAndWait(state, project_id);
  },
});
