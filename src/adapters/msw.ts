/** A hub for Mock Service Worker, in Node and in browsers. */
import { type HttpHandler, http } from 'msw';
import type { Hub } from '../hub/hub.ts';
import { fetchHandler } from './fetch.ts';
import { BrokenConnection } from './wire/spoiled.ts';
import { visitOf } from './wire/visits.ts';
import type { WireOptions } from './wire.ts';

/**
 * Handlers that answer for a hub at `baseUrl`: `setupServer(...hubHandlers(hub, 'https://cocalc.com'))`.
 *
 * One for all its calls, since MSW tries handlers one by one, and one for what a browser opens.
 */
export function hubHandlers(hub: Hub, baseUrl: string, options: Omit<WireOptions, 'basePath'> = {}): HttpHandler[] {
  const { origin, pathname } = new URL(baseUrl);
  const basePath = pathname.replace(/\/+$/, '');
  const handle = fetchHandler(hub, { ...options, basePath });
  const answer = async (request: Request) => {
    try {
      return await handle(request);
    } catch (thrown) {
      // What MSW makes a failed fetch of.
      if (thrown instanceof BrokenConnection) return Response.error();
      throw thrown;
    }
  };
  // Whether an address is one of the hub's may be told by its query, which MSW does not match: others are left to whoever
  // else answers them.
  const visited = ({ method, url }: Request) => visitOf({ method, target: url }, basePath) !== undefined;
  const place = `${origin}${basePath}`;
  return [
    http.all(startingWith(`${place}/api/`), ({ request }) => answer(request)),
    http.all(startingWith(place, '/(?:auth/impersonate|app)/?$'), ({ request }) =>
      visited(request) ? answer(request) : undefined,
    ),
  ];
}

/** A pattern, since MSW decodes what it matches by a path, and not every path can be decoded. */
function startingWith(text: string, rest = ''): RegExp {
  return new RegExp(`^${text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')}${rest}`, 'i');
}
