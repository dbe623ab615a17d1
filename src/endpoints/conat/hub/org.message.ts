import { firstOf, type HubFunction } from '../../../core/functions.ts';
import { messageAll } from '../../../core/organizations/calls.ts';

/** Sends a message to all in an organization. [server/conat/api/org.ts] */
export const endpoint: HubFunction = {
  name: 'conat/hub/org.message',
  account: 'first',
  handle: (state, args, { account_id }) => ({ state: messageAll(state, firstOf(args), account_id), answer: null }),
};
