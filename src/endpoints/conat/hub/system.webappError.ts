import { defineHubFunction } from '../../../core/functions.ts';
import { options } from '../../../core/options.ts';

/** Takes note of an error of the web application, where no call can read it. [database/postgres-server-queries.coffee webapp_error] */
export const endpoint = defineHubFunction({
  name: 'conat/hub/system.webappError',
  account: 'first',
  request: options({}),
  handle: (state) => ({ state, answer: null }),
});
