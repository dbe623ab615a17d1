import { defineEndpoint } from '../../core/endpoint.ts';
import { refuse } from '../../core/errors.ts';
import { options, required } from '../../core/options.ts';

/** Takes a browser's measurements; it is answered by nobody. [smc-hub/client.coffee mesg_metrics] */
export const endpoint = defineEndpoint({
  name: 'v1/metrics',
  withdrawn: true,
  request: options({ metrics: required }),

  handle() {
    throw refuse('never_answers', { what: "'metrics'" });
  },
});
