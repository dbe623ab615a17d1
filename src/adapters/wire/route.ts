/** What the target of a request leads to. [smc-hub/hub_http_server.coffee init_express_http_server] */
import { conatTarget } from './conat.ts';
import type { WireRequest } from './request.ts';
import type { WireResponse } from './responses.ts';
import { restTarget } from './rest.ts';
import { eventOf, pathOf } from './target.ts';

export type Route =
  | { readonly api: 'conat'; readonly name: 'conat/hub' | 'conat/project' }
  | { readonly api: 'v2'; readonly name: string }
  /** A path of v1, or one of no API, which then has no name. It is plain where nothing stands before or behind the name. */
  | { readonly api: 'v1'; readonly name: string | undefined; readonly path: string; readonly isPlain: boolean }
  /** There is nothing, whatever else the request says. */
  | { readonly api: 'none'; readonly response: WireResponse };

/** Those found last, by target. Clients ask for the same few again and again. */
const known = new Map<string, { readonly basePath: string; readonly route: Route }>();
const MOST_KNOWN = 1000;
const LONGEST_KNOWN = 200;

/** @param basePath what stands before `/api/`. */
export function routeOf({ target, originalTarget }: WireRequest, basePath: string): Route {
  const before = known.get(target);
  if (before !== undefined && before.basePath === basePath) return before.route;
  const path = pathOf(target);
  const route = foundRoute(path, basePath, originalTarget);
  // Queries differ from request to request, and what is shown where nothing is differs by mount point.
  if (route.api === 'none' || target.length > LONGEST_KNOWN || !target.endsWith(path)) return route;
  if (known.size >= MOST_KNOWN) known.clear();
  known.set(target, { basePath, route });
  return route;
}

function foundRoute(path: string, basePath: string, originalTarget: string | undefined): Route {
  const conat = conatTarget(path, basePath, originalTarget);
  if (conat !== undefined) return typeof conat === 'object' ? nowhere(conat) : { api: 'conat', name: conat };
  const rest = restTarget(path, basePath, originalTarget);
  if (rest !== undefined) return typeof rest === 'object' ? nowhere(rest) : { api: 'v2', name: rest };
  const event = eventOf(path, basePath);
  const name = event === undefined ? undefined : `v1/${event}`;
  return { api: 'v1', name, path, isPlain: path.length === `${basePath}/api/${name}`.length && event !== '' };
}

function nowhere(response: WireResponse): Route {
  return { api: 'none', response };
}
