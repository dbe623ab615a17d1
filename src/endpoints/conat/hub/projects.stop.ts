import { defineHubFunction } from '../../../core/functions.ts';
import { options, required } from '../../../core/options.ts';
import { mayDo, projectNamed, stopAndWait } from '../../../core/projects/control.ts';

/** Stops a project; answers when it has stopped. [server/conat/api/projects.ts stop] */
export const endpoint = defineHubFunction({
  name: 'conat/hub/projects.stop',
  account: 'first',
  request: options({ project_id: required }),
  authorize: [mayDo('stop')],
  handle(state, request) {
    const { project_id } = projectNamed(state, request);
    return stopAndWait(state, project_id, (stopped) => ({ state: stopped, answer: null }));
  },
});
