import type { HubFunction } from '../../../core/functions.ts';

/** Tells whose key it is. [server/conat/api/system.ts] */
export const endpoint: HubFunction = {
  name: 'conat/hub/system.test',
  account: 'first',
  handle: (state, _args, { account_id }) => ({ state, answer: { account_id, server_time: state.now } }),
};
