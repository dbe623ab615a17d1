import type { HubFunction } from '../../../core/functions.ts';

/** Tells where the old history of a file is kept; there are no such histories. [server/conat/api/db.ts] */
export const endpoint: HubFunction = {
  name: 'conat/hub/db.getLegacyTimeTravelInfo',
  account: 'first',
  handle: (state) => ({ state, answer: { uuid: '' } }),
};
