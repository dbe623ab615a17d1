import { firstOf, type HubFunction } from '../../../core/functions.ts';
import { lookUpState, memberProject } from '../../../core/projects/control.ts';

/** Tells what state a project is in. [server/conat/api/projects.ts state] */
export const endpoint: HubFunction = {
  name: 'conat/hub/projects.state',
  account: 'first',
  handle: (state, args, { account_id }) =>
    lookUpState(state, memberProject(state, firstOf(args), { account_id, purpose: 'state' })),
};
