/** Endpoints of v2 that there is no file for: what a hub without the services behind them answers, as far as that is known. */
import { refuse } from '../../core/errors.ts';
import { options } from '../../core/options.ts';
import { defineRestEndpoint, type RestEndpoint } from '../../core/rest.ts';

/** The endpoint of that name, which refuses by name. */
export function withoutEndpoint(name: string): RestEndpoint {
  return defineRestEndpoint({
    name: name as `v2/${string}`,
    request: options({}),
    renders: 'text',
    credentials: 'unread',
    handle() {
      throw refuse('unsimulated', {
        what: `the endpoint '${name}'`,
        why: 'hubs have it, and nothing here stands for it yet',
      });
    },
  });
}
