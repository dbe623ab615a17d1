/** Requests that lead nowhere: the journal has them, since they are mostly meant for something near. */
import type { Place } from '../../hub/call.ts';
import type { Hub } from '../../hub/hub.ts';
import { belowApi } from '../../hub/journal/operation-names.ts';
import { sessionOf } from './cookies.ts';
import { credentialOrMalformed } from './credential.ts';
import type { WireRequest } from './request.ts';
import { pathOf } from './target.ts';

interface Missed {
  /** The operation that the path names, where only the method is another. */
  readonly name?: string | undefined;
  readonly ip: string;
  readonly basePath: string;
}

/** Has the hub note a request that it has nothing for, unless it looks like a browser in search of a page. */
export function noteMissed(hub: Hub, request: WireRequest, { name, ip, basePath }: Missed): void {
  const { method } = request;
  const place = requestedPlace(request, basePath, false);
  const below = belowApi(place);
  if (method === 'OPTIONS' || (below === undefined && (method === 'GET' || method === 'HEAD'))) return;
  hub.serveNow({
    name: name ?? below ?? place.path,
    body: {},
    credential: credentialOrMalformed(request.header('authorization')),
    ip,
    session: sessionOf(request, basePath),
    sent: { method, mediaType: undefined, body: null },
    place,
  });
}

/** Where the request was sent, with the mount point that was cut off. */
export function requestedPlace(
  { target, originalTarget = target }: WireRequest,
  basePath: string,
  isRoute: boolean,
): Place {
  const [path, cut] = [pathOf(originalTarget), pathOf(target)];
  const mount = path.endsWith(cut) ? path.slice(0, path.length - cut.length) : '';
  return { path, basePath: mount + basePath, isRoute };
}
