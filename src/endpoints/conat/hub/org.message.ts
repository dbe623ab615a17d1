import { defineHubFunction } from '../../../core/functions.ts';
import { optional, options } from '../../../core/options.ts';
import { messageAll, organizationAdmins } from '../../../core/organizations/calls.ts';

/** Sends a message to all in an organization. [server/conat/api/org.ts] */
export const endpoint = defineHubFunction({
  name: 'conat/hub/org.message',
  account: 'first',
  request: options({ name: optional, subject: optional, body: optional }),
  authorize: [organizationAdmins],
  handle: (state, request, { account_id }) => ({ state: messageAll(state, request, account_id), answer: null }),
});
