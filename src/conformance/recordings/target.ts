/** A hub, as far as a check knows it: something that takes requests and gives answers. */
import { type Headers, plainContentType } from './har.ts';

export interface TargetRequest {
  readonly method: string;
  /** Path and query. */
  readonly target: string;
  readonly headers: Headers;
  readonly body: string | undefined;
}

export interface TargetAnswer {
  readonly status: number;
  readonly contentType: string | undefined;
  readonly body: string;
  readonly cookies: readonly string[];
}

export interface Target {
  /** Where the hub says that it is: `http://127.0.0.1:5050`. */
  readonly origin: string;
  /** Sends a request, and gives back the answer. Rejects when there is none. */
  send(request: TargetRequest): Promise<TargetAnswer>;
}

/** Where requests go that are sent with `fetch`. */
export function fetchTarget(origin: string, fetching: (request: Request) => Promise<Response> = fetch): Target {
  return {
    origin,
    async send({ method, target, headers, body }) {
      // As bytes, since `fetch` gives a text a content type of its own.
      const bytes = body === undefined ? {} : { body: new TextEncoder().encode(body) };
      const request = new Request(origin + target, { method, headers: sent(headers), redirect: 'manual', ...bytes });
      const response = await fetching(request);
      const contentType = plainContentType(response.headers.get('content-type'));
      return {
        status: response.status,
        contentType,
        body: await response.text(),
        cookies: response.headers.getSetCookie(),
      };
    },
  };
}

/** What a connection says of itself, which is not part of a request that is sent on another one. */
const OF_CONNECTION =
  /^(host|connection|content-length|transfer-encoding|keep-alive|upgrade|expect|accept-encoding|te|trailer|http2-settings|proxy-.*)$/i;

function sent(headers: Headers): [string, string][] {
  // The header `Connection` names further ones.
  const named = headers
    .filter(([name]) => name.toLowerCase() === 'connection')
    .flatMap(([, value]) => value.split(','));
  const dropped = new Set(named.map((name) => name.trim().toLowerCase()));
  return headers
    .filter(([name]) => !OF_CONNECTION.test(name) && !dropped.has(name.toLowerCase()))
    .map(([name, value]) => [name, value]);
}
