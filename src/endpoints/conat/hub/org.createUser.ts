import { firstOf, type HubFunction } from '../../../core/functions.ts';
import { createUser } from '../../../core/organizations/calls.ts';

/** Makes an account in an organization. [server/conat/api/org.ts] */
export const endpoint: HubFunction = {
  name: 'conat/hub/org.createUser',
  account: 'first',
  handle(state, args, caller) {
    const { state: made, account_id } = createUser(state, firstOf(args), caller.account_id);
    return { state: made, answer: account_id };
  },
};
