import { firstOf, type HubFunction } from '../../../core/functions.ts';
import { memberProject, startAndWait } from '../../../core/projects/control.ts';

/** Starts a project; answers when it runs. [server/conat/api/projects.ts start] */
export const endpoint: HubFunction = {
  name: 'conat/hub/projects.start',
  account: 'first',
  handle(state, args, { account_id }) {
    const { project_id } = memberProject(state, firstOf(args), { account_id, purpose: 'start' });
    return startAndWait(state, project_id);
  },
};
