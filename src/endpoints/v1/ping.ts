import { defineEndpoint } from '../../core/endpoint.ts';
import { iso } from '../../core/instant.ts';
import { optional, options } from '../../core/options.ts';

/** Tells the server's time. [smc-hub/client.coffee mesg_ping] */
export const endpoint = defineEndpoint({
  name: 'v1/ping',
  withdrawn: true,
  blankKey: true,
  request: options({ id: optional }),

  handle(state) {
    return { state, answer: { event: 'pong', now: iso(state.now) } };
  },
});
