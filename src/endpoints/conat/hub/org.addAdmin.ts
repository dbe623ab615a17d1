import { defineHubFunction } from '../../../core/functions.ts';
import { optional, options } from '../../../core/options.ts';
import { appointAdmin } from '../../../core/organizations/calls.ts';

/** Puts somebody at the head of an organization. [server/conat/api/org.ts] */
export const endpoint = defineHubFunction({
  name: 'conat/hub/org.addAdmin',
  account: 'first',
  request: options({ name: optional, user: optional }),
  handle: (state, request, { account_id }) => ({ state: appointAdmin(state, request, account_id), answer: null }),
});
