import type { HubFunction } from '../../../core/functions.ts';

/** Tells a sales service of the caller; no such service is connected. [server/conat/api/system.ts] */
export const endpoint: HubFunction = {
  name: 'conat/hub/system.userSalesloftSync',
  account: 'first',
  handle: (state) => ({ state, answer: null }),
};
