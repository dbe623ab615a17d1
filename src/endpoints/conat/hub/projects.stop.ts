import { firstOf, type HubFunction } from '../../../core/functions.ts';
import { memberProject, stopAndWait } from '../../../core/projects/control.ts';

/** Stops a project; answers when it has stopped. [server/conat/api/projects.ts stop] */
export const endpoint: HubFunction = {
  name: 'conat/hub/projects.stop',
  account: 'first',
  handle(state, args, { account_id }) {
    const { project_id } = memberProject(state, firstOf(args), { account_id, purpose: 'stop' });
    return stopAndWait(state, project_id, (stopped) => ({ state: stopped, answer: null }));
  },
};
