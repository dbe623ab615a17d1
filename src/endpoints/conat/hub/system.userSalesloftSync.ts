import { defineHubFunction } from '../../../core/functions.ts';
import { options } from '../../../core/options.ts';

/** Tells a sales service of the caller; no such service is connected. [server/conat/api/system.ts] */
export const endpoint = defineHubFunction({
  name: 'conat/hub/system.userSalesloftSync',
  account: 'first',
  request: options({}),
  handle: (state) => ({ state, answer: null }),
});
