import { options } from '../../../core/options.ts';
import { defineRestEndpoint } from '../../../core/rest.ts';

/** Lists the ways to sign in by other sites, of which there are none. [database/settings/get-sso-strategies.ts] */
export const endpoint = defineRestEndpoint({
  name: 'v2/auth/sso-strategies',
  request: options({}),
  renders: 'message',
  credentials: 'unread',
  handle: (state) => ({ state, answer: [] }),
});
