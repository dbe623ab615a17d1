import { defineEndpoint } from '../../core/endpoint.ts';
import { refuse } from '../../core/errors.ts';
import { options, required } from '../../core/options.ts';

/** What a hub tells a browser, though it is described like a call; a hub has no answer to it. [smc-hub/client.coffee init_conn] */
export const endpoint = defineEndpoint({
  name: 'v1/start_metrics',
  withdrawn: true,
  request: options({ interval_s: required }),

  handle() {
    throw refuse('never_answers', { what: "'start_metrics'" });
  },
});
