/** Answers as they travel, with the headers that Express 4 gives them. */
import { utf8ToBytes } from '@noble/hashes/utils.js';
import type { Json } from '../../core/json.ts';
import { describeEntity } from './entity.ts';
import { FAILURES, type Failure } from './failure.ts';

export interface WireResponse {
  readonly status: number;
  /**
   * Names and values in turn, without `Content-Length` and `ETag`: a flat list, as `node:http` writes it fastest. Where all
   * answers of a kind have the same, it is the very same list, by which adapters know what to write.
   */
  readonly headers: readonly string[];
  readonly etag?: string;
  readonly body: string;
  /** Of the body in UTF-8; also where the body is left out because the request was for the head alone. */
  readonly sizeBytes: number;
  /** How a fault has it sent; as usual without. */
  readonly delivery?: Delivery;
}

/** What a fault does to an answer on its way. */
export type Delivery =
  /** Nothing is sent, and the connection broken. */
  | { readonly kind: 'reset' }
  /** The connection is broken in the middle of the body. */
  | { readonly kind: 'cut' }
  /** The body comes in pieces, with pauses between that take so long in all. */
  | { readonly kind: 'slow'; readonly ms: number; readonly pause: (ms: number) => Promise<void> };

/** All headers but `Content-Length`. */
export function headersOf({ headers, etag }: WireResponse): readonly string[] {
  return etag === undefined ? headers : [...headers, 'ETag', etag];
}

const EXPRESS = ['X-Powered-By', 'Express'];
const JSON_TYPE = ['Content-Type', 'application/json; charset=utf-8'];
const EXPRESS_JSON = [...EXPRESS, ...JSON_TYPE];

const PAGE_HEADERS = Object.entries({
  'X-Powered-By': 'Express',
  'Content-Security-Policy': "default-src 'none'",
  'X-Content-Type-Options': 'nosniff',
  'Content-Type': 'text/html; charset=utf-8',
}).flat();

export function jsonResponse(status: number, answer: Json): WireResponse {
  const body = JSON.stringify(answer);
  const { sizeBytes, tag } = describeEntity(body);
  return { status, headers: EXPRESS_JSON, etag: tag, body, sizeBytes };
}

/** What stands before a hub answers to a call too many. */
export function limitedResponse({ body, retryAfterSeconds }: { body: Json; retryAfterSeconds: number }): WireResponse {
  const response = jsonResponse(429, body);
  return { ...response, headers: [...response.headers, 'Retry-After', String(retryAfterSeconds)] };
}

/** A page as Express sends it. */
export function htmlResponse(body: string, more: readonly string[]): WireResponse {
  const { sizeBytes, tag } = describeEntity(body);
  return { status: 200, headers: [...more, 'Content-Type', 'text/html; charset=utf-8'], etag: tag, body, sizeBytes };
}

/** What Express answers to OPTIONS on a path that takes POST. */
export function allowResponse(): WireResponse {
  const body = 'POST';
  const { sizeBytes, tag } = describeEntity(body);
  const headers = [...EXPRESS, 'Allow', body, 'Content-Type', 'text/html; charset=utf-8'];
  return { status: 200, headers, etag: tag, body, sizeBytes };
}

/** As API routes of Next.js answer. */
export function plainJsonResponse(answer: Json): WireResponse {
  return plainJsonText(200, JSON.stringify(answer));
}

/** JSON that Next.js sends. */
export function plainJsonText(status: number, body: string): WireResponse {
  return { status, headers: JSON_TYPE, body, sizeBytes: utf8ToBytes(body).length };
}

/** Next.js tells no type of such a text. */
export function textResponse(status: number, text: string): WireResponse {
  return { status, headers: [], body: text, sizeBytes: utf8ToBytes(text).length };
}

export function redirectResponse(location: string): WireResponse {
  return { ...textResponse(308, location), headers: ['Location', location] };
}

/** What Next.js shows in place of a page that is not there is longer; nothing in it is meant for clients. */
export function nextNotFoundResponse(): WireResponse {
  return textBody(404, 'text/html; charset=utf-8', page('404 Page Not Found'));
}

/** As it shows in place of an answer that a server in development has come to grief over. */
export function nextFaultResponse(): WireResponse {
  return textBody(500, 'text/html; charset=utf-8', page('500: Internal Server Error'));
}

function textBody(status: number, type: string, body: string): WireResponse {
  return { status, headers: ['Content-Type', type], body, sizeBytes: utf8ToBytes(body).length };
}

export function notFoundResponse(method: string, path: string): WireResponse {
  return pageResponse(404, `Cannot ${method} ${encodePath(path)}`);
}

export function failureResponse({ status }: Failure): WireResponse {
  return pageResponse(status, FAILURES[status]);
}

/** An error page, as a server in production shows it. [npm finalhandler@1.1.2] */
function pageResponse(status: number, text: string): WireResponse {
  const body = page(text);
  // Pages hold nothing but ASCII: see `encodePath`.
  return { status, headers: PAGE_HEADERS, body, sizeBytes: body.length };
}

function page(text: string): string {
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>Error</title>
</head>
<body>
<pre>${escapeHtml(text)}</pre>
</body>
</html>
`;
}

const ENTITIES: Readonly<Record<string, string>> = {
  '"': '&quot;',
  '&': '&amp;',
  "'": '&#39;',
  '<': '&lt;',
  '>': '&gt;',
};

function escapeHtml(text: string): string {
  return text.replace(/["&'<>]/g, (character) => ENTITIES[character] as string);
}

/** Percent-encodes what may not stand in a URL and leaves what is encoded. [npm encodeurl@1.0.2] */
function encodePath(path: string): string {
  return path.replace(/%(?![0-9a-f]{2})|[^!%&-;=?-[\]_a-z~]+/gi, encodeURI);
}
