/** Sends recorded requests to a hub, as they were sent once, and compares the answers. */
import type { Instant } from '../../core/instant.ts';
import { isObject, type Json, type JsonObject } from '../../core/json.ts';
import { jsonIn } from '../../core/json-text.ts';
import { type Comparison, compare, type Difference, type DifferenceKind } from '../comparison/compare.ts';
import { cutText, lengthened } from '../comparison/cut-text.ts';
import { HubNames } from '../comparison/names.ts';
import type { Exchange, RecordedAnswer } from './har.ts';
import type { AwaitedAnswer, Pace } from './pace.ts';
import { placeholdersIn, placeholdersOf, variableOf, withValues } from './placeholders.ts';
import type { Target, TargetAnswer, TargetRequest } from './target.ts';

export interface ReplayOptions {
  readonly target: Target;
  readonly pace: Pace;
  /** Placeholders to what they stand for at the target. */
  readonly values?: ReadonlyMap<string, string>;
  /** Placeholders that answers give the values of: those of others are learned, but for these. */
  readonly learned?: (placeholder: string, exchange: Exchange) => string | undefined;
  /** Told of each exchange before it is sent, and how to put ids of the target in the place of recorded ones. */
  readonly before?: ((exchange: Exchange, sent: (recorded: JsonObject) => JsonObject) => void) | undefined;
  /** Ids that are the same at the target, as those of the world that it starts with. */
  readonly fixed?: Iterable<string>;
  /** Functions, events, and queries of tables (`query projects`) whose lists come in no order. */
  readonly unordered?: readonly string[];
}

export interface ReplayOutcome {
  readonly exchange: Exchange;
  /** Why there is nothing to compare: it could not be sent, or nothing came back. */
  readonly fault?: string;
  /** It could not be sent. */
  readonly unsent?: true;
  readonly differences: readonly AnswerDifference[];
}

/** The outcome of each exchange, in the order of `exchanges`. Those that overlapped are sent so that they overlap. */
export async function replay(exchanges: readonly Exchange[], options: ReplayOptions): Promise<ReplayOutcome[]> {
  const run = new Run(exchanges, options);
  for (const { exchange, at, ends } of momentsOf(exchanges)) {
    if (ends) await run.end(exchange, at);
    else await run.start(exchange, at);
  }
  return exchanges.map((exchange) => run.outcomes.get(exchange) as ReplayOutcome);
}

interface Moment {
  readonly exchange: Exchange;
  readonly at: Instant;
  readonly ends: boolean;
}

/** When requests were sent and answers came, in order. What ended at some moment was over for what began then. */
function momentsOf(exchanges: readonly Exchange[]): Moment[] {
  return exchanges
    .flatMap((exchange): Moment[] => [
      { exchange, at: exchange.started, ends: false },
      // Instants are told in whole milliseconds, durations are not.
      { exchange, at: Math.floor(exchange.started + exchange.durationMs), ends: true },
    ])
    .sort(
      (one, other) =>
        one.at - other.at || (one.exchange === other.exchange ? 0 : Number(other.ends) - Number(one.ends)),
    );
}

interface Sent extends AwaitedAnswer {
  readonly result: () => TargetAnswer | { readonly fault: string };
}

class Run {
  readonly outcomes = new Map<Exchange, ReplayOutcome>();
  readonly #options: ReplayOptions;
  readonly #values: Map<string, string>;
  readonly #names: HubNames;
  readonly #sent = new Map<Exchange, Sent>();
  /** Recordings that tell of cookies: others may have left them out. */
  readonly #withCookies: ReadonlySet<string>;
  /** Whose answer is being compared. */
  #current: Exchange | undefined;

  constructor(exchanges: readonly Exchange[], options: ReplayOptions) {
    this.#options = options;
    this.#values = new Map(options.values);
    this.#withCookies = new Set(exchanges.filter(({ answer }) => answer.cookies.length > 0).map(({ file }) => file));
    const started = exchanges.map((exchange) => exchange.started);
    const [{ request } = { request: { url: options.target.origin } }] = exchanges;
    this.#names = new HubNames({
      period: { from: earliest(started), to: -earliest(started.map((instant) => -instant)) },
      origins: [new URL(request.url).origin, options.target.origin],
      ...(options.fixed && { fixed: options.fixed }),
      learnPlaceholder: (name, value) => this.#learn(name, value),
    });
  }

  async start(exchange: Exchange, at: Instant): Promise<void> {
    await this.#options.pace.reach(at, this.#sent.size > 0);
    this.#names.numberedAs(numberedBy(exchange));
    this.#options.before?.(exchange, (recorded) => this.#names.sentJson(recorded) as JsonObject);
    const request = this.#requestOf(exchange);
    if (typeof request === 'string')
      this.outcomes.set(exchange, { exchange, fault: request, unsent: true, differences: [] });
    else this.#sent.set(exchange, sending(this.#options.target, request));
  }

  async end(exchange: Exchange, at: Instant): Promise<void> {
    const sent = this.#sent.get(exchange);
    if (sent === undefined) return;
    const arrived = await this.#options.pace.finish(sent, at);
    this.#sent.delete(exchange);
    const result = arrived ? sent.result() : { fault: 'no answer came in time' };
    this.outcomes.set(
      exchange,
      'fault' in result ? { exchange, ...result, differences: [] } : this.#compared(exchange, result),
    );
  }

  #compared(exchange: Exchange, given: TargetAnswer): ReplayOutcome {
    this.#current = exchange;
    this.#names.numberedAs(numberedBy(exchange));
    this.#learnCookies(exchange.answer, given);
    const differences = answerDifferences(exchange.answer, given, {
      names: this.#names,
      unordered: recordedCalls(exchange).some((call) => this.#options.unordered?.includes(call)),
      withoutBody: exchange.request.method === 'HEAD',
      withoutCookies: !this.#withCookies.has(exchange.file),
    });
    return { exchange, differences };
  }

  /**
   * `{{ALICE_COOKIE}}` in the value of a cookie stands, in later requests, for all that came with that cookie; and
   * `{{COOKIE}}`, where nothing was recorded of cookies, for those that came last.
   */
  #learnCookies(recorded: RecordedAnswer, { cookies }: TargetAnswer): void {
    const [placeholder = 'COOKIE'] = recorded.cookies.flatMap(placeholdersIn);
    if (cookies.length === 0) return;
    this.#values.set(placeholder, cookies.map((cookie) => cookie.split(';', 1)[0]).join('; '));
  }

  #learn(placeholder: string, value: string): void {
    const name = this.#options.learned?.(placeholder, this.#current as Exchange) ?? placeholder;
    if (!this.#options.values?.has(name)) this.#values.set(name, value);
  }

  /** What to send; or why that cannot be. */
  #requestOf({ request }: Exchange): TargetRequest | string {
    const missing = placeholdersOf({ request }).filter((name) => !this.#values.has(name));
    if (missing.length > 0) return `not sent: ${missing.map(unknownWords).join('; ')}`;
    const body = request.body === undefined ? undefined : this.#bodyOf(request.body);
    if (body === null) return 'not sent: the recording has only the start of a text';
    const url = new URL(request.url);
    const filled = withValues({ ...request, url: this.#names.sentText(url.pathname + url.search), body }, this.#values);
    return { method: filled.method, target: filled.url, headers: filled.headers, body: filled.body };
  }

  #bodyOf(body: string): string | null {
    const value = jsonIn(body);
    if (value === undefined) return cutText(body) === undefined ? this.#names.sentText(body) : null;
    const whole = lengthened(value);
    return whole === undefined ? null : JSON.stringify(this.#names.sentJson(whole));
  }
}

/** Of any number of instants: arguments of a function are limited. */
export function earliest(instants: readonly Instant[]): Instant {
  return instants.reduce((least, instant) => Math.min(least, instant), Number.POSITIVE_INFINITY);
}

function unknownWords(name: string): string {
  return `nothing is known that {{${name}}} stands for; the variable ${variableOf(name)} can tell`;
}

function sending(target: Target, request: TargetRequest): Sent {
  let result: TargetAnswer | { readonly fault: string } | undefined;
  const arrived = target.send(request).then(
    (answer) => {
      result = answer;
    },
    (thrown) => {
      result = { fault: `no answer: ${thrown instanceof Error ? reasonOf(thrown) : thrown}` };
    },
  );
  return { arrived, here: () => result !== undefined, result: () => result as TargetAnswer };
}

/** `fetch` says what went wrong in the cause. */
function reasonOf({ message, cause }: Error): string {
  return cause instanceof Error ? `${message}: ${cause.message}` : message;
}

/** The function or event that a request calls; of a query without an order also with its table: `query projects`. */
export function recordedCalls({ request }: Exchange): string[] {
  const body = jsonIn(request.body ?? '');
  const call = isObject(body) ? body : {};
  if (typeof call.name !== 'string') return named(new URL(request.url).pathname.replace(/^.*\//, ''), call);
  const [first] = Array.isArray(call.args) ? call.args : [];
  return named(call.name, isObject(first) ? first : {});
}

/** What the numbers in a call are those of, as far as its name or the table that it asks tells: `messages`, `news`. */
function numberedBy(exchange: Exchange): string {
  const [, family] = new URL(exchange.request.url).pathname.match(/\/v2\/([^/]+)\//) ?? [];
  const [call = '', ofTable] = recordedCalls(exchange);
  const table = ofTable?.replace(/^.* /, '');
  if (table !== undefined) return NUMBERED_TABLES.includes(table) ? table : '';
  const name = family ?? call.replace(/\..*$/, '');
  return NUMBERED_TABLES.includes(name) ? name : '';
}

/** Tables whose rows are numbered, by the names that calls for them begin with. */
const NUMBERED_TABLES: readonly string[] = ['messages', 'news', 'jupyter', 'purchases', 'shopping'];

function named(name: string, { query, options }: JsonObject): string[] {
  if (!isObject(query) || JSON.stringify(options ?? null).includes('"order_by"')) return [name];
  return [name, ...Object.keys(query).map((table) => `${name} ${table}`)];
}

export type AnswerDifference = Difference<DifferenceKind | 'status' | 'content-type' | 'cookies'>;

/** What differs, apart from names; new ones are learned on the way. */
export function answerDifferences(
  recorded: RecordedAnswer,
  given: TargetAnswer,
  {
    names,
    withoutBody = false,
    withoutCookies = false,
    ...comparison
  }: Comparison & { readonly names: HubNames; readonly withoutBody?: boolean; readonly withoutCookies?: boolean },
): AnswerDifference[] {
  const heads = (['status', 'contentType'] as const).flatMap((member): AnswerDifference[] => {
    const [expected, came] = [recorded[member], given[member]];
    const kind = member === 'status' ? 'status' : 'content-type';
    return expected === came ? [] : [{ kind, path: kind, expected, came }];
  });
  const cookies = [recorded, given].map((answer) => answer.cookies.map(nameAndAttributes).join(', '));
  if (!withoutCookies && cookies[0] !== cookies[1]) {
    heads.push({ kind: 'cookies', path: 'cookies', expected: cookies[0] as string, came: cookies[1] as string });
  }
  // A page is for people; what it shows is no part of the API.
  const isPage = [recorded, given].every(({ contentType }) => contentType?.startsWith('text/html'));
  if (withoutBody || isPage) return heads;
  return [...heads, ...compare(read(recorded.body), read(given.body), names, comparison)];
}

/** What a cookie is, whatever its value and its end. */
function nameAndAttributes(cookie: string): string {
  const [value = '', ...attributes] = cookie.split(';').map((part) => part.trim());
  const named = attributes.map((attribute) => (/^expires=/i.test(attribute) ? attribute.slice(0, 7) : attribute));
  return [value.slice(0, value.indexOf('=')), ...named].join('; ');
}

/** The body as JSON, or as the text that it is. */
function read(body: string): Json {
  return jsonIn(body) ?? body;
}
