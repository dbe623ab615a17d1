/** Recordings of exchanges with a hub, as HAR 1.2: what each asked, what it was answered, and when. */
import type { Instant } from '../../core/instant.ts';
import { isObject, type Json, type JsonObject } from '../../core/json.ts';
import { JsonError, readJsonText } from '../../core/json-text.ts';

/** Names to values, in the order in which they travelled. */
export type Headers = readonly (readonly [name: string, value: string])[];

export interface RecordedRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Headers;
  /** `undefined`: there was none, which is not the same as an empty one. */
  readonly body: string | undefined;
}

export interface RecordedAnswer {
  readonly status: number;
  /** The header, in lower case and without blanks. */
  readonly contentType: string | undefined;
  readonly body: string;
}

export interface Exchange {
  /** The recording it is from, by the name of its file. */
  readonly file: string;
  /** Its place in `log.entries`, from 0. */
  readonly entry: number;
  readonly comment: string;
  readonly started: Instant;
  readonly durationMs: number;
  readonly request: RecordedRequest;
  readonly answer: RecordedAnswer;
}

/** A file that is no recording, or one that there is nothing to send of. */
export class HarError extends Error {
  override readonly name = 'HarError';
}

/**
 * The exchanges of a recording, in the order of its file, which is that of their ends.
 *
 * @param file what to call it.
 * @throws HarError with the place and what was found there.
 */
export function readHar(text: string, file: string): Exchange[] {
  const document = parsed(text, file);
  const entries = isObject(document) && isObject(document.log) ? document.log.entries : undefined;
  if (!Array.isArray(entries)) throw new HarError(`${file}: no HAR: there is no list log.entries`);
  if (entries.length === 0) throw new HarError(`${file}: log.entries is empty, so there is nothing to send`);
  return entries.map((entry, at) => exchangeOf(entry, file, at));
}

/** The content type as it is compared: letter case and blanks carry no meaning. */
export function plainContentType(header: string | null | undefined): string | undefined {
  return header?.toLowerCase().replace(/\s/g, '') || undefined;
}

function parsed(text: string, file: string): Json {
  try {
    return readJsonText(text);
  } catch (thrown) {
    throw thrown instanceof JsonError ? new HarError(`${file}: ${thrown.message}`) : thrown;
  }
}

/** No exchange takes longer. */
const DAY_MS = 86_400_000;

/** From and up to when times can be told with four digits for the year. */
const [FIRST, LAST] = [Date.parse('1970-01-01T00:00:00Z'), Date.parse('9999-01-01T00:00:00Z')];

function exchangeOf(given: Json | undefined, file: string, at: number): Exchange {
  const found = new Reader(file, `log.entries[${at}]`, given);
  const request = found.within('request');
  const response = found.within('response');
  const started = Date.parse(found.text('startedDateTime'));
  if (!(started >= FIRST && started <= LAST)) throw found.fault('startedDateTime', 'an ISO time');
  const durationMs = found.number('time');
  if (!(durationMs >= 0 && durationMs <= DAY_MS)) throw found.fault('time', `milliseconds, up to ${DAY_MS}`);
  const url = request.text('url');
  // Of other URLs the path need not begin with a slash, and would change whose host it is put behind.
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol))
    throw request.fault('url', 'a URL of http or https');
  return {
    file,
    entry: at,
    comment: found.optionalText('comment') ?? '',
    started,
    durationMs,
    request: { method: request.text('method').toUpperCase(), url, headers: headersOf(request), body: bodyOf(request) },
    answer: {
      status: response.number('status'),
      contentType: plainContentType(headersOf(response).find(([name]) => name.toLowerCase() === 'content-type')?.[1]),
      body: contentOf(response.within('content')),
    },
  };
}

function headersOf(reader: Reader): Headers {
  return reader.list('headers').map((header) => [header.text('name'), header.text('value')] as const);
}

function bodyOf(request: Reader): string | undefined {
  const data = request.optional('postData');
  if (data === undefined) return undefined;
  const text = data.optionalText('text');
  if (text !== undefined) return text;
  const params = data.list('params').map((param) => [param.text('name'), param.optionalText('value') ?? '']);
  return new URLSearchParams(params).toString();
}

function contentOf(content: Reader): string {
  const text = content.optionalText('text') ?? '';
  if (content.optionalText('encoding') !== 'base64') return text;
  try {
    return new TextDecoder().decode(Uint8Array.from(atob(text), (character) => character.charCodeAt(0)));
  } catch {
    throw content.fault('text', 'base64');
  }
}

/** Reads members of an object in a recording, and says where it stands when one is not what it has to be. */
class Reader {
  readonly #file: string;
  readonly #path: string;
  readonly #object: JsonObject;

  constructor(file: string, path: string, value: Json | undefined) {
    if (!isObject(value)) throw new HarError(`${file}: ${path}: found ${shown(value)}, expected an object`);
    this.#file = file;
    this.#path = path;
    this.#object = value;
  }

  text(name: string): string {
    const value = this.#object[name];
    if (typeof value !== 'string') throw this.fault(name, 'a text');
    return value;
  }

  optionalText(name: string): string | undefined {
    return this.#object[name] === undefined ? undefined : this.text(name);
  }

  number(name: string): number {
    const value = this.#object[name];
    if (typeof value !== 'number') throw this.fault(name, 'a number');
    return value;
  }

  within(name: string): Reader {
    return new Reader(this.#file, `${this.#path}.${name}`, this.#object[name]);
  }

  optional(name: string): Reader | undefined {
    return this.#object[name] === undefined ? undefined : this.within(name);
  }

  list(name: string): Reader[] {
    const value = this.#object[name];
    if (!Array.isArray(value)) throw this.fault(name, 'a list');
    return value.map((item, at) => new Reader(this.#file, `${this.#path}.${name}[${at}]`, item));
  }

  fault(name: string, expected: string): HarError {
    return new HarError(
      `${this.#file}: ${this.#path}.${name}: found ${shown(this.#object[name])}, expected ${expected}`,
    );
  }
}

function shown(value: Json | undefined): string {
  return value === undefined ? 'nothing' : JSON.stringify(value).slice(0, 60);
}
