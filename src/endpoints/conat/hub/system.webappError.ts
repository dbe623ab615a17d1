import type { HubFunction } from '../../../core/functions.ts';

/** Takes note of an error of the web application, where no call can read it. [database/postgres-server-queries.coffee webapp_error] */
export const endpoint: HubFunction = {
  name: 'conat/hub/system.webappError',
  account: 'first',
  handle: (state) => ({ state, answer: null }),
};
