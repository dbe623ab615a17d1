/** Sends one call over HTTP. Its result is always an answer, even if none came. */

import { isTooDeep } from '../../core/json-text.ts';
import { type ApiAnswer, shortened, verdictOf } from '../language/answer.ts';
import { type ApiCall, requestOf } from '../language/call.ts';

export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

export interface SendOptions {
  /** Without a slash at its end. */
  readonly url: string;
  /** `undefined`: no `Authorization` header. */
  readonly key: string | undefined;
  /** How long an answer may take. */
  readonly timeoutMs: number;
  /** Ends the call. */
  readonly signal: AbortSignal;
  readonly fetch: Fetch;
}

/** What came, and how long the hub wants to be left alone, where it says so. */
export interface Received {
  readonly answer: ApiAnswer;
  /** Set where the hub takes no more calls for now. */
  readonly retryAfterMs?: number;
}

/** No answer of the API is longer. */
const MOST_BYTES = 8 * 1024 * 1024;

/** @throws the reason of `signal` once that is aborted. */
export async function sendCall(call: ApiCall, sending: SendOptions): Promise<Received> {
  const { url, key, timeoutMs, signal, fetch } = sending;
  const { path, contentType, body } = requestOf(call);
  const hasBody = call.encoding !== 'none';
  const deadline = AbortSignal.timeout(timeoutMs);
  try {
    const response = await fetch(`${url}${path}`, {
      method: 'POST',
      headers: {
        ...(hasBody && { 'content-type': contentType }),
        ...(call.session !== undefined && { cookie: `${cookieAt(url)}=${call.session}` }),
        ...(key !== undefined && { authorization: `Basic ${Buffer.from(`${key}:`).toString('base64')}` }),
      },
      ...(hasBody && { body }),
      // A key is sent to the very host that was named, and to no other.
      redirect: 'manual',
      signal: AbortSignal.any([signal, deadline]),
    });
    return received(call, response, await textOf(response));
  } catch (thrown) {
    signal.throwIfAborted();
    return { answer: silence(thrown, deadline.aborted, timeoutMs) };
  }
}

function received({ api }: ApiCall, response: Response, raw: string): Received {
  const { status } = response;
  if (status === 429) {
    const answer: ApiAnswer = { outcome: 'limited', detail: 'the hub takes no more calls for now', status, raw };
    return { answer, retryAfterMs: retryAfterMs(response.headers.get('retry-after')) };
  }
  const location = response.headers.get('location');
  if (status >= 300 && status < 400 && location !== null) {
    return { answer: { outcome: 'garbled', detail: `a redirection to ${shortened(location)}`, status, raw } };
  }
  // What is too deep to be read is too deep for reports as well.
  return { answer: { ...verdictOf(api, raw), status, raw: isTooDeep(raw) ? '' : raw, ...sessionIn(response) } };
}

/** The name of the cookie at a hub that may have a base path. */
const cookieAt = (url: string): string => `${encodeURIComponent(new URL(url).pathname.replace(/\/$/, ''))}remember_me`;

function sessionIn({ headers }: Response): { session?: string } {
  const [session] = headers.getSetCookie().flatMap((one) => /^[^=]*remember_me=([^;]+)/.exec(one)?.[1] ?? []);
  return session === undefined ? {} : { session };
}

async function textOf(response: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.length;
    if (size > MOST_BYTES) throw new Error(`the answer is longer than ${MOST_BYTES} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

const DEFAULT_WAIT_MS = 1000;

/** Seconds, or a date. */
function retryAfterMs(header: string | null): number {
  if (header === null) return DEFAULT_WAIT_MS;
  const ms = /^\d+$/.test(header.trim()) ? Number(header) * 1000 : Date.parse(header) - Date.now();
  return Number.isNaN(ms) ? DEFAULT_WAIT_MS : Math.max(0, ms);
}

/** Faults that mean: nobody is there. Others mean that somebody was, and hung up. */
const NOBODY = [
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EADDRNOTAVAIL',
  'UND_ERR_CONNECT_TIMEOUT',
  'ETIMEDOUT',
];

function silence(thrown: unknown, late: boolean, timeoutMs: number): ApiAnswer {
  const nothing = { status: undefined, raw: '' };
  if (late) return { outcome: 'timed_out', detail: `no answer within ${timeoutMs} ms`, ...nothing };
  const { code, message } = causeOf(thrown);
  // Connections that never came about because of their certificate reach nobody that can be talked to, either.
  const isNobody = NOBODY.includes(code) || message === 'bad port' || /CERT|TLS|SSL|SELF_SIGNED|UNABLE_TO/.test(code);
  return { outcome: isNobody ? 'unreachable' : 'dropped', detail: code || message, ...nothing };
}

/** What `fetch` hides behind "fetch failed", for which there may be several causes, one an address. */
function causeOf(thrown: unknown): { code: string; message: string } {
  const { cause, code, message, errors } = thrown as Error & { code?: string; errors?: unknown[] };
  if (cause instanceof Error) return causeOf(cause);
  if (code === undefined && errors?.[0] instanceof Error) return causeOf(errors[0]);
  return { code: typeof code === 'string' ? code : '', message };
}
