import { defineHubFunction } from '../../../core/functions.ts';
import { options } from '../../../core/options.ts';

/** Tells the time, in milliseconds since 1970. [server/conat/api/system.ts] */
export const endpoint = defineHubFunction({
  name: 'conat/hub/system.ping',
  account: 'none',
  positional: true,
  request: options({}),
  handle: (state) => ({ state, answer: { now: state.now } }),
});
