/** Which call a request target names. [smc-hub/hub_http_server.coffee init_express_http_server] */
import { Failure } from './failure.ts';

/** The path of a request target, which may be a whole URL: nothing decoded, nothing normalized, without the query. */
export function pathOf(target: string): string {
  const start = target.startsWith('/') ? 0 : (target.match(/^[a-z][a-z0-9+.-]*:\/\/[^/?#]*/i)?.[0].length ?? 0);
  const length = target.slice(start).search(/[?#]/);
  return (length < 0 ? target.slice(start) : target.slice(start, start + length)) || '/';
}

const PREFIX = '/api/v1/';

/** The event below `<basePath>/api/v1/`: all after the path's last slash. `undefined`: the path is not the API's. */
export function eventOf(path: string, basePath: string): string | undefined {
  const prefix = basePath + PREFIX;
  if (path.slice(0, prefix.length).toLowerCase() !== prefix.toLowerCase()) return undefined;
  return path.slice(path.lastIndexOf('/') + 1);
}

/** @throws Failure 400 for percent signs that cannot be decoded: the hub's router tries, though nobody wants the outcome. */
export function requireDecodable(path: string): void {
  if (!path.includes('%')) return;
  try {
    decodeURIComponent(path);
  } catch {
    throw new Failure(400);
  }
}
