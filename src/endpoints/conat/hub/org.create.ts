import { firstOf, type HubFunction } from '../../../core/functions.ts';
import { createOrganization } from '../../../core/organizations/calls.ts';

/** Makes an organization. [server/conat/api/org.ts] */
export const endpoint: HubFunction = {
  name: 'conat/hub/org.create',
  account: 'first',
  handle(state, args, { account_id }) {
    const made = createOrganization(state, firstOf(args).name, account_id);
    return { state: made.state, answer: made.organization_id };
  },
};
