/** Exchanges as entries of a HAR, without secrets. */
import { type Instant, iso } from '../core/instant.ts';
import { isObject } from '../core/json.ts';
import { isTooDeep, jsonIn } from '../core/json-text.ts';
import { Redactor } from '../core/redact.ts';
import type { Headers } from './har.ts';

/** A body that was seen passing by; one that was too large was only counted. */
export interface SeenBody {
  readonly sizeBytes: number;
  /** `undefined` where it was too large to keep. */
  readonly bytes: Uint8Array | undefined;
}

export interface SeenExchange {
  readonly started: Instant;
  readonly durationMs: number;
  readonly request: {
    readonly method: string;
    readonly url: string;
    readonly headers: Headers;
    readonly body: SeenBody;
  };
  readonly answer: { readonly status: number; readonly headers: Headers; readonly body: SeenBody };
}

/** The beginning of a recording without entries, and its end. What lies between are entries with commas. */
export function harFrame(version: string): { readonly head: string; readonly tail: string } {
  const log = { version: '1.2', creator: { name: 'cocalc-mock-hub', version } };
  return { head: `{"log":${JSON.stringify(log).slice(0, -1)},"entries":[\n`, tail: '\n]}}\n' };
}

/** Headers that tell of a connection and not of what was asked. */
const LEFT_OUT =
  /^(host|connection|content-length|transfer-encoding|keep-alive|accept-encoding|date|etag|x-forwarded-.*|forwarded|via)$/i;

export class Recorder {
  readonly #redactor = new Redactor();

  /**
   * The entry as JSON. Nothing that was told as a secret in it, or in any before it, is in there.
   *
   * Of an exchange that cannot be searched for secrets, only what cannot hold any is kept.
   */
  entry(exchange: SeenExchange): string {
    try {
      return this.#entry(exchange);
    } catch (thrown) {
      // A header or an address of thousands of arrays in each other.
      if (!(thrown instanceof RangeError)) throw thrown;
      const { request, answer } = exchange;
      const withoutText = ({ body }: { readonly body: SeenBody }) => ({
        headers: [],
        body: { ...body, bytes: undefined },
      });
      return this.#entry({
        ...exchange,
        request: { ...request, url: `${new URL(request.url).origin}/…`, ...withoutText(request) },
        answer: { ...answer, ...withoutText(answer) },
      });
    }
  }

  #entry({ started, durationMs, request, answer }: SeenExchange): string {
    const bodies = [textOf(request.body), textOf(answer.body)];
    const headers = [...kept(request.headers), ...kept(answer.headers)];
    // All of it is read before any of it is written: what the answer tells as a secret may stand in the request too.
    for (const [name, value] of headers) this.#redactor.learnFromHeader(name, value);
    for (const text of [request.url, ...bodies]) this.#redactor.learnFrom(text);
    const [asked, told] = bodies.map(jsonIn);
    if (isObject(asked) && told !== undefined) this.#redactor.learnFromFunction(asked, told);
    const time = Math.round(durationMs * 100) / 100;
    return JSON.stringify({
      startedDateTime: iso(started),
      time,
      request: this.#request(request),
      response: this.#response(answer),
      cache: {},
      timings: { send: 0, wait: time, receive: 0 },
    });
  }

  #request({ method, url, headers, body }: SeenExchange['request']): object {
    const text = this.#redactor.text(textOf(body));
    const mimeType = headers.find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? '';
    const shown = this.#redactor.text(url);
    return {
      method,
      url: shown,
      httpVersion: 'HTTP/1.1',
      cookies: [],
      headers: this.#headers(headers),
      queryString: Array.from(new URL(shown).searchParams, ([name, value]) => ({ name, value })),
      headersSize: -1,
      bodySize: body.sizeBytes,
      ...(text !== '' && { postData: { mimeType, text } }),
    };
  }

  #response({ status, headers, body }: SeenExchange['answer']): object {
    const mimeType = headers.find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? '';
    const redirectURL = headers.find(([name]) => name.toLowerCase() === 'location')?.[1] ?? '';
    return {
      status,
      statusText: '',
      httpVersion: 'HTTP/1.1',
      cookies: [],
      headers: this.#headers(headers),
      redirectURL: this.#redactor.text(redirectURL),
      headersSize: -1,
      bodySize: body.sizeBytes,
      content: { size: body.sizeBytes, mimeType, text: this.#redactor.text(textOf(body)) },
    };
  }

  #headers(headers: Headers): object[] {
    return kept(headers).map(([name, value]) => ({ name, value: this.#redactor.header(name, value) }));
  }
}

function kept(headers: Headers): Headers {
  return headers.filter(([name]) => !LEFT_OUT.test(name));
}

/**
 * What is no text, too long, or nested too deeply to be searched is told by its length alone: a part of it could be
 * part of a secret.
 */
function textOf({ bytes, sizeBytes }: SeenBody): string {
  const text = bytes === undefined ? undefined : decoded(bytes);
  return text === undefined || isTooDeep(text) ? `…[${sizeBytes} chars]` : text;
}

function decoded(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
