/** What stands before the standalone server: it answers to its own names, and to pages that are its own or allowed. */
import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';
import { Incoming } from '../adapters/node/incoming.ts';
import type { NodeHandler } from '../adapters/node.ts';
import { plainJsonResponse, type WireResponse } from '../adapters/wire/responses.ts';
import { allowedHost, EXPECTED_HOST, hostCheck } from './allowed-hosts.ts';
import {
  allowedOrigin,
  corsHeaders,
  EXPECTED_ORIGIN,
  isPreflight,
  normalized,
  preflightHeaders,
} from './allowed-origins.ts';
import { sendAnswer } from './json-answer.ts';
import { shortJson } from './json-path.ts';
import { SetupError } from './setup-error.ts';

export interface GateOptions {
  /**
   * Names to answer to besides `localhost`, what is below it, addresses, and the name that the server listens at:
   * `hub`, or `*.example.com` for all below that.
   */
  readonly allowHost?: readonly string[] | undefined;
  /** Origins whose pages may call: `http://localhost:3000`, or `*` for those of any origin. */
  readonly allowOrigin?: readonly string[] | undefined;
}

/**
 * Hands on what may pass, and refuses everything else with 403, before anything of it is read.
 *
 * @param host what the server listens at.
 * @throws SetupError when one of the options is no name, or no origin.
 */
export function gated(
  handler: NodeHandler,
  host: string,
  { allowHost = [], allowOrigin = [] }: GateOptions,
): NodeHandler {
  // An address needs no leave, and not every host that can be listened at is a name.
  const own = isIP(host) === 0 ? [allowedHost(host)].filter((name) => name !== undefined) : [];
  const isOurs = hostCheck([...own, ...allowHost.map(soundHost)]);
  const origins = new Set(allowOrigin.map(soundOrigin));
  return (request, response) => {
    const refused = refusedHost(request, isOurs) ?? refusedOrigin(request, origins);
    if (refused !== undefined) {
      sendAnswer(new Incoming(request), response, refusal(request.url as string, `cocalc-mock-hub ${refused}`));
      return;
    }
    if (origins.size === 0) {
      handler(request, response);
      return;
    }
    response.setHeader('Vary', 'Origin');
    const origin = normalized(request.headers.origin ?? '');
    const isForeign = origin !== undefined && origin !== ownOrigin(request);
    const headers = isForeign ? corsHeaders(origin, origins) : [];
    for (const [name, value] of headers) response.setHeader(name, value);
    if (isForeign && isPreflight(request)) response.writeHead(204, preflightHeaders(request).flat()).end();
    else handler(request, response);
  };
}

function soundHost(text: string): string {
  const name = allowedHost(text);
  if (name === undefined) throw new SetupError('allowHost', `${shortJson(text)} is no name; ${EXPECTED_HOST}`);
  return name;
}

function soundOrigin(text: string): string {
  const origin = allowedOrigin(text);
  if (origin === undefined) throw new SetupError('allowOrigin', `${shortJson(text)} is no origin; ${EXPECTED_ORIGIN}`);
  return origin;
}

/** Why the request is for somebody else; `undefined`: it is for us. */
function refusedHost(request: IncomingMessage, isOurs: (header: string) => boolean): string | undefined {
  const hosts = valuesOf(request, 'host');
  // Nearly all requests are like that.
  if (hosts.length === 1 && request.url?.startsWith('/') && isOurs(hosts[0] as string)) return undefined;
  // The target may be a whole URL, which then counts for more than the header.
  const [, authority] =
    (request.url?.startsWith('/') ? null : /^[a-z][a-z0-9+.-]*:\/\/([^/?#]*)/i.exec(request.url ?? '')) ?? [];
  const stray = (authority === undefined ? hosts : [...hosts, authority]).find((host) => !isOurs(host));
  if (hosts.length === 1 && stray === undefined) return undefined;
  const named =
    hosts.length === 1 ? `${shortJson(stray)} is none` : `this request has ${hosts.length} of the header Host`;
  const name = allowedHost((stray ?? '').replace(/:\d*$/, ''));
  return `answers only to names of its own, and ${named}; --allow-host ${name ?? 'NAME'} makes a name one of them`;
}

/** Why the page that the request is from may not call; `undefined`: it may, or it is no page. */
export function refusedOrigin(request: IncomingMessage, allowed: ReadonlySet<string>): string | undefined {
  const given = valuesOf(request, 'origin');
  if (given.length === 0) return refusedSite(request, allowed);
  const origin = given.length === 1 ? normalized(given[0] as string) : undefined;
  if (origin === undefined)
    return `answers no page of the origin ${shortJson(given.join(', '))}, and no option allows that`;
  if (origin === ownOrigin(request) || allowed.has(origin) || allowed.has('*')) return undefined;
  return `answers no page of the origin ${shortJson(origin)}; --allow-origin ${origin} allows it`;
}

/** Browsers send no origin with pictures, scripts and links of other sites. A link may be followed here: it does nothing. */
function refusedSite({ headers }: IncomingMessage, allowed: ReadonlySet<string>): string | undefined {
  const site = headers['sec-fetch-site'];
  if (site === undefined || site === 'same-origin' || site === 'none') return undefined;
  if (headers['sec-fetch-mode'] === 'navigate' || allowed.has('*')) return undefined;
  return 'answers no page of another origin that does not say which; --allow-origin allows those that do';
}

function ownOrigin({ headers }: IncomingMessage): string | undefined {
  return normalized(`http://${headers.host}`);
}

const NONE: readonly string[] = [];

/** All values of a header, of which `headers` has only one, or all in one. @param name in lower case. */
function valuesOf({ rawHeaders }: IncomingMessage, name: string): readonly string[] {
  let values: string[] | undefined;
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const header = rawHeaders[at] as string;
    if (header.length === name.length && header.toLowerCase() === name) {
      values ??= [];
      values.push(rawHeaders[at + 1] as string);
    }
  }
  return values ?? NONE;
}

/** As clients of the API and of the control plane read it; for everybody else, a text. */
function refusal(target: string, words: string): WireResponse {
  const [, , , area] = /^([a-z][a-z0-9+.-]*:\/\/[^/?#]*)?(\/w\/[^/?#]*)?\/(api\/|__admin)/i.exec(target) ?? [];
  if (area !== undefined) {
    const [error = '', hint = ''] = words.split('; ');
    const body = area === '__admin' ? { error, code: 'foreign_request', hint } : { error: words };
    return { ...plainJsonResponse(body), status: 403 };
  }
  const text = `${words}\n`;
  const headers = ['Content-Type', 'text/plain; charset=utf-8', 'X-Content-Type-Options', 'nosniff'];
  return { status: 403, headers, body: text, sizeBytes: Buffer.byteLength(text) };
}
