/** What Next.js makes of paths. */
import { nextNotFoundResponse, redirectResponse, type WireResponse } from './responses.ts';
import { pathOf } from './target.ts';

/**
 * What there is where no route is: the way to the path without its slashes at the end, or a page that says so.
 *
 * @param originalTarget what the client has sent, where that is another.
 */
export function elsewhereResponse(path: string, originalTarget?: string): WireResponse {
  const shown = originalTarget === undefined ? path : pathOf(originalTarget);
  const bare = shown.replace(/\/+$/, '');
  return bare === shown ? nextNotFoundResponse() : redirectResponse(bare);
}
