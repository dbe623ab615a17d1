import { defineHubFunction } from '../../../core/functions.ts';
import { options, required } from '../../../core/options.ts';

/** Tells where the old history of a file is kept; there are no such histories. [server/conat/api/db.ts] */
export const endpoint = defineHubFunction({
  name: 'conat/hub/db.getLegacyTimeTravelInfo',
  account: 'first',
  request: options({ project_id: required, path: required }),
  handle: (state) => ({ state, answer: { uuid: '' } }),
});
