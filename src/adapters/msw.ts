/** A hub for Mock Service Worker, in Node and in browsers. */
import { type HttpHandler, http } from 'msw';
import type { Hub } from '../hub/hub.ts';
import { fetchHandler } from './fetch.ts';
import { BrokenConnection } from './wire/spoiled.ts';
import type { WireOptions } from './wire.ts';

/**
 * Handlers that answer for a hub at `baseUrl`: `setupServer(...hubHandlers(hub, 'https://cocalc.com'))`.
 *
 * One for all its calls, since MSW tries handlers one by one.
 */
export function hubHandlers(hub: Hub, baseUrl: string, options: Omit<WireOptions, 'basePath'> = {}): HttpHandler[] {
  const { origin, pathname } = new URL(baseUrl);
  const basePath = pathname.replace(/\/+$/, '');
  const handle = fetchHandler(hub, { ...options, basePath });
  // A pattern, since MSW decodes what it matches by a path, and not every path can be decoded.
  return [
    http.all(startingWith(`${origin}${basePath}/api/`), async ({ request }) => {
      try {
        return await handle(request);
      } catch (thrown) {
        // What MSW makes a failed fetch of.
        if (thrown instanceof BrokenConnection) return Response.error();
        throw thrown;
      }
    }),
  ];
}

function startingWith(text: string): RegExp {
  return new RegExp(`^${text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')}`, 'i');
}
