/** Which pages of browsers may call a server, and what browsers want to be told for that. */
import type { IncomingMessage } from 'node:http';

export const EXPECTED_ORIGIN = 'give scheme, host and port of a page, such as http://localhost:3000, or * for any';

/** An origin as browsers send it, or `*`; `undefined` for anything else. */
export function allowedOrigin(text: string): string | undefined {
  if (text === '*') return text;
  const origin = normalized(text);
  return origin !== undefined && origin === normalized(text.replace(/\/$/, '')) && !text.endsWith('/')
    ? origin
    : undefined;
}

/** Without a port that goes without saying, in lower case; `undefined` for what is no origin, such as `null`. */
export function normalized(origin: string): string | undefined {
  if (!/^[a-z][a-z0-9+.-]*:\/\/[^\s/?#@*\\]+$/i.test(origin) || !URL.canParse(origin)) return undefined;
  const { protocol, host } = new URL(origin);
  return `${protocol}//${host.toLowerCase()}`;
}

/** The headers that let the page of an allowed origin read the answer. */
export function corsHeaders(origin: string, allowed: ReadonlySet<string>): [string, string][] {
  // To every page, or to this one and with the credentials that a browser keeps for it.
  const access: [string, string][] = allowed.has(origin)
    ? [
        ['Access-Control-Allow-Origin', origin],
        ['Access-Control-Allow-Credentials', 'true'],
      ]
    : [['Access-Control-Allow-Origin', '*']];
  return [...access, ['Access-Control-Expose-Headers', 'ETag, Location, Retry-After']];
}

/** Whether the browser asks what it may send, before it sends it. */
export function isPreflight({ method, headers }: IncomingMessage): boolean {
  return method === 'OPTIONS' && headers['access-control-request-method'] !== undefined;
}

/** What the browser is told then: whatever headers the page wants to send, it may. */
export function preflightHeaders({ headers }: IncomingMessage): [string, string][] {
  const wanted = headers['access-control-request-headers'];
  return [
    ['Access-Control-Allow-Methods', 'GET, HEAD, POST'],
    ...(typeof wanted === 'string' ? [['Access-Control-Allow-Headers', wanted] as [string, string]] : []),
    // A page of the internet that calls a server of this computer.
    ...(headers['access-control-request-private-network'] === 'true'
      ? [['Access-Control-Allow-Private-Network', 'true'] as [string, string]]
      : []),
    ['Access-Control-Max-Age', '600'],
    ['Content-Length', '0'],
  ];
}
