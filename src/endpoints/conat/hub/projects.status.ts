import { firstOf, type HubFunction } from '../../../core/functions.ts';
import { lookUpStatus, memberProject } from '../../../core/projects/control.ts';

/** Tells of a project's process: its number, its ports, its session. [server/conat/api/projects.ts status] */
export const endpoint: HubFunction = {
  name: 'conat/hub/projects.status',
  account: 'first',
  handle: (state, args, { account_id }) =>
    lookUpStatus(state, memberProject(state, firstOf(args), { account_id, purpose: 'status' })),
};
