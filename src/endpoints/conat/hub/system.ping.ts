import type { HubFunction } from '../../../core/functions.ts';

/** Tells the time, in milliseconds since 1970. [server/conat/api/system.ts] */
export const endpoint: HubFunction = {
  name: 'conat/hub/system.ping',
  account: 'none',
  handle: (state) => ({ state, answer: { now: state.now } }),
};
