/** Recordings of exchanges with a hub, as HAR 1.2: what each asked, what it was answered, and when. */
import type { Instant } from '../../core/instant.ts';
import { list, misshapen, number, type Of, optionalMember, scalar, text } from '../../core/shape.ts';
import { open, readShaped } from '../shaped-file.ts';

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
  /** Each header that gives a cookie. */
  readonly cookies: readonly string[];
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
  /** Why it cannot be sent again and compared, by the kind of what it is. */
  readonly unusable?: string | undefined;
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
export function readHar(content: string, file: string): Exchange[] {
  // Some programs write a mark of the order of bytes.
  const { log } = readShaped(content.replace(/^\ufeff/, ''), HAR, (words) => new HarError(`${file}: ${words}`));
  if (log.entries.length === 0) throw new HarError(`${file}: log.entries is empty, so there is nothing to send`);
  return log.entries.map((entry, at) => exchangeOf(entry, file, at));
}

/** The content type as it is compared: letter case and blanks carry no meaning. */
export function plainContentType(header: string | null | undefined): string | undefined {
  return header?.toLowerCase().replace(/\s/g, '') || undefined;
}

/** No exchange takes longer. */
const DAY_MS = 86_400_000;

/** From and up to when times can be told with four digits for the year. */
const [FIRST, LAST] = [Date.parse('1970-01-01T00:00:00Z'), Date.parse('9999-01-01T00:00:00Z')];

const isoTime = scalar<string>('an ISO time', (value) => {
  const time = typeof value === 'string' ? Date.parse(value) : Number.NaN;
  return time >= FIRST && time <= LAST;
});

// Browsers write -1 for what they do not know.
const duration = scalar<number>(
  `milliseconds, up to ${DAY_MS}`,
  (value) => typeof value === 'number' && value >= -1 && value <= DAY_MS,
);

const anyUrl = scalar<string>('a URL', (value) => typeof value === 'string' && URL.canParse(value));

const headers = list(open({ name: text, value: text }));

const postData = open({
  text: optionalMember(text),
  params: optionalMember(list(open({ name: text, value: optionalMember(text) }))),
});

const body = open({ text: optionalMember(text), encoding: optionalMember(text), size: optionalMember(number) });

const content: typeof body = (value, place) => {
  const { text: coded = '', encoding } = body(value, place);
  const isCoded = encoding !== 'base64' || Buffer.from(coded, 'base64').toString('base64') === coded;
  if (!isCoded) throw misshapen(`${place}.text`, 'base64', coded);
  return value as Of<typeof body>;
};

const ENTRY = open({
  startedDateTime: isoTime,
  time: duration,
  comment: optionalMember(text),
  _resourceType: optionalMember(text),
  request: open({ method: text, url: anyUrl, headers, postData: optionalMember(postData) }),
  response: open({ status: number, headers, content }),
});

const HAR = open({ log: open({ entries: list(ENTRY) }) });

function exchangeOf(entry: Of<typeof ENTRY>, file: string, at: number): Exchange {
  const { startedDateTime, time, comment = '', request, response } = entry;
  const { text: coded = '', encoding } = response.content;
  return {
    ...{ file, entry: at, comment, started: Date.parse(startedDateTime), durationMs: Math.max(0, time) },
    unusable: unusableFor(entry),
    request: {
      method: request.method.toUpperCase(),
      url: request.url,
      // HTTP/2 has method, host and path among its headers, under names that no header may have.
      headers: pairsIn(request.headers).filter(([name]) => !name.startsWith(':')),
      body: request.postData && bodyOf(request.postData),
    },
    answer: {
      status: response.status,
      contentType: plainContentType(response.headers.find(({ name }) => name.toLowerCase() === 'content-type')?.value),
      cookies: response.headers.filter(({ name }) => name.toLowerCase() === 'set-cookie').map(({ value }) => value),
      body: encoding === 'base64' ? new TextDecoder().decode(Buffer.from(coded, 'base64')) : coded,
    },
  };
}

function unusableFor({ _resourceType, request, response }: Of<typeof ENTRY>): string | undefined {
  const { protocol } = new URL(request.url);
  const { status, content: told } = response;
  if (/^wss?:$/.test(protocol) || _resourceType === 'websocket' || status === 101) return 'sockets';
  // Of other URLs the path need not begin with a slash, and would change whose host it is put behind.
  if (!/^https?:$/.test(protocol)) return 'neither http nor https';
  const isPreflight = request.headers.some(({ name }) => name.toLowerCase() === 'access-control-request-method');
  if (request.method.toUpperCase() === 'OPTIONS' && isPreflight) return 'questions of a browser before a call';
  if (status <= 0) return 'never answered';
  if (told.text === undefined && (told.size ?? 0) !== 0) return 'recorded without the body of the answer';
  return undefined;
}

const pairsIn = (all: Of<typeof headers>): Headers => all.map(({ name, value }) => [name, value] as const);

function bodyOf({ text: whole, params = [] }: Of<typeof postData>): string {
  if (whole !== undefined) return whole;
  return new URLSearchParams(params.map(({ name, value = '' }) => [name, value])).toString();
}
