import { defineHubFunction } from '../../../core/functions.ts';
import { options } from '../../../core/options.ts';

/** Tells whose key it is. [server/conat/api/system.ts] */
export const endpoint = defineHubFunction({
  name: 'conat/hub/system.test',
  account: 'first',
  request: options({}),
  handle: (state, _request, { account_id }) => ({ state, answer: { account_id, server_time: state.now } }),
});
