/** Exchanges as entries of a HAR, without secrets. */
import { type Instant, iso } from '../../core/instant.ts';
import { isObject } from '../../core/json.ts';
import { isTooDeep, jsonIn } from '../../core/json-text.ts';
import { Redactor } from '../../core/redact.ts';
import type { Headers } from './har.ts';
import { placeholdersIn } from './placeholders.ts';

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
  readonly #placeholders = new Set<string>();

  /** The entry as JSON. Nothing that was told as a secret in it, or in any before it, is in there. */
  entry({ started, durationMs, request, answer }: SeenExchange): string {
    const asked = textOf(request.body);
    const told = textOf(answer.body);
    const [call, result] = [jsonIn(asked), jsonIn(told)];
    if (isObject(call) && result !== undefined) this.#redactor.learnFromFunction(call, result);
    // Redacted as one value: what the answer tells as a secret may stand in the request, and half of it in a header.
    const texts = this.#redactor.json({
      headers: pairs(request.headers),
      answerHeaders: pairs(answer.headers),
      url: request.url,
      query: [...new URL(request.url).searchParams].map(pair),
      asked,
      told,
      redirect: valueOf('location', answer.headers),
    }) as unknown as Texts;
    const time = Math.round(durationMs * 100) / 100;
    for (const name of placeholdersIn(JSON.stringify(texts))) this.#placeholders.add(name);
    return JSON.stringify({
      startedDateTime: iso(started),
      time,
      request: requestOf(request, texts),
      response: answerOf(answer, texts),
      cache: {},
      timings: { send: 0, wait: time, receive: 0 },
    });
  }

  /** Placeholders that stand in the entries so far, to what their keys are called. @param keys by what they are called */
  whose(keys: Readonly<Record<string, string>>): Record<string, string> {
    const named = Object.entries(keys).map(([name, key]) => [placeholdersIn(this.#redactor.text(key))[0] ?? '', name]);
    return Object.fromEntries(named.filter(([placeholder]) => this.#placeholders.has(placeholder as string)));
  }
}

type Pair = Readonly<Record<'name' | 'value', string>>;

/** The texts of an exchange, without secrets. */
interface Texts {
  readonly headers: readonly Pair[];
  readonly answerHeaders: readonly Pair[];
  readonly url: string;
  readonly query: readonly Pair[];
  readonly asked: string;
  readonly told: string;
  readonly redirect: string;
}

function requestOf({ method, headers, body }: SeenExchange['request'], texts: Texts): object {
  return {
    method,
    url: texts.url,
    httpVersion: 'HTTP/1.1',
    cookies: [],
    headers: texts.headers,
    queryString: texts.query,
    headersSize: -1,
    bodySize: body.sizeBytes,
    ...(texts.asked !== '' && { postData: { mimeType: valueOf('content-type', headers), text: texts.asked } }),
  };
}

function answerOf({ status, headers, body }: SeenExchange['answer'], texts: Texts): object {
  return {
    status,
    statusText: '',
    httpVersion: 'HTTP/1.1',
    cookies: [],
    headers: texts.answerHeaders,
    redirectURL: texts.redirect,
    headersSize: -1,
    bodySize: body.sizeBytes,
    content: { size: body.sizeBytes, mimeType: valueOf('content-type', headers), text: texts.told },
  };
}

function valueOf(wanted: string, headers: Headers): string {
  return headers.find(([name]) => name.toLowerCase() === wanted)?.[1] ?? '';
}

function pairs(headers: Headers): Pair[] {
  return headers.filter(([name]) => !LEFT_OUT.test(name)).map(pair);
}

function pair([name, value]: readonly [string, string]): Pair {
  return { name, value };
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
