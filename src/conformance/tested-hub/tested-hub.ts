/**
 * The hub that a run is about: it is called here and nowhere else, so nothing is sent that was not allowed, within its
 * budget, and with everything that is made written down first.
 */

import { type Generation, generationOf } from '../../contracts/contract.ts';
import type { Json } from '../../core/json.ts';
import type { Redactor } from '../../core/redact.ts';
import { type ApiAnswer, type ApiExchange, shortened, UNANSWERED } from '../language/answer.ts';
import { ANONYMOUS, type ApiCall, operationOf, SELF } from '../language/call.ts';
import { personIn } from '../language/person.ts';
import { speak } from '../language/words.ts';
import { type Creation, creationOf, leftBy, MARKED_BY_PROJECT } from './creations.ts';
import { bearsMark } from './mark.ts';
import { MALFORMED, type Reach, reachOf, thingsNamed } from './reach.ts';
import { type Fetch, sendCall } from './sending.ts';
import { type Asked, CensusError, isIdOf, isSameId, type Sight, type Thing, thingName, waysOf } from './things.ts';

/** How far a run may go: only read; change what it made itself; do what cannot be taken back. */
export type Allowance = 'reads' | 'writes' | 'lasts';

export interface Budget {
  /** Requests in a second; no limit where absent. */
  readonly rate?: number;
  readonly maxRequests: number;
  readonly maxTimeMs: number;
  /** How long one answer may take. */
  readonly timeoutMs: number;
}

/** Where what a run makes is written down. */
export interface Records {
  /** Called, and done, before anything is made. @returns what to call the entry later. @throws where it cannot be done */
  asked(creation: Pick<Creation, 'kind' | 'title' | 'project_id'> & { readonly as: string }): number;
  /** It was made, and is known by this id where it has one. */
  made(entry: number, id?: string): void;
  /** The hub refused to make it. */
  refused(entry: number): void;
}

export interface TestedHubOptions {
  /** `https://hub.example` or, below a base path, `https://hub.example/base`; without a slash at its end. */
  readonly url: string;
  /** Names of identities to their keys. */
  readonly keys: Readonly<Record<string, string>>;
  readonly allowance: Allowance;
  /** The id of the run, which stands in the title of all that it makes. */
  readonly run: string;
  readonly budget: Budget;
  readonly secrets: Redactor;
  readonly records: Records;
  /** Names of things that were there before the run, which are never its own. */
  readonly before?: ReadonlySet<string>;
  readonly fetch?: Fetch;
  /** What the time of the budget is for, if not for the whole run. */
  readonly each?: 'thing';
}

/** The hub answered with an id that is not of what it was asked to make. The run is over, and the thing left alone. */
export class Untrusted extends Error {
  override readonly name = 'Untrusted';
  readonly exchange: ApiExchange;

  constructor(doubt: string, exchange: ApiExchange) {
    super(doubt);
    this.exchange = exchange;
  }
}

/** A call that must not be sent, which is a fault of the case that wanted it. */
export class NotAllowed extends Error {
  override readonly name = 'NotAllowed';
}

/** There may be no further calls: the budget is spent, the run was interrupted, or nobody is there any more. */
export class RunEnded extends Error {
  override readonly name = 'RunEnded';
}

/** How often in a row a call may go without an answer. */
const MOST_SILENCES = 5;

/** How often a call is sent again that came too soon, and how long a hub may make it wait each time. */
const [MOST_RETRIES, LONGEST_WAIT_MS] = [3, 30_000];

/** What clean-up has for each thing; the budget of the run does not limit it. */
const CLEAN_UP_MS = 60_000;

/** How often a hub is asked to show what it made, where it does not answer. */
const MOST_LOOKS = 3;

/** What allows which effects. */
const ALLOWED: Readonly<Record<Allowance, readonly Reach[]>> = {
  reads: ['reads'],
  writes: ['reads', 'wakes', 'writes'],
  lasts: ['reads', 'wakes', 'writes', 'lasts'],
};

export class TestedHub {
  readonly url: string;
  readonly run: string;
  readonly allowance: Allowance;
  readonly #options: TestedHubOptions;
  readonly #keys: Map<string, string>;
  /** Names of things. */
  readonly #own = new Set<string>();
  readonly #madeUp = new Set<string>();
  readonly #stop = new AbortController();
  #deadline: number;
  #mostRequests: number;
  #requests = 0;
  #silences = 0;
  #nextAt = 0;

  constructor(options: TestedHubOptions) {
    this.url = options.url;
    this.run = options.run;
    this.allowance = options.allowance;
    this.#options = options;
    this.#keys = new Map(Object.entries(options.keys));
    for (const key of this.#keys.values()) this.#hide(key);
    options.secrets.keep(`mock-hub-${options.run}`);
    this.#deadline = Date.now() + options.budget.maxTimeMs;
    this.#mostRequests = options.budget.maxRequests;
  }

  /** Requests sent so far. */
  get requests(): number {
    return this.#requests;
  }

  /** Whether the last calls all went without an answer. */
  get lost(): boolean {
    return this.#silences >= MOST_SILENCES;
  }

  /** Whether there is a key for it. */
  knows(identity: string): boolean {
    return identity === ANONYMOUS || this.#keys.has(identity);
  }

  /**
   * Makes a key known that the run was given, to call with as `identity`.
   *
   * @throws NotAllowed when it is the key of somebody else.
   */
  learnKey(identity: string, key: string): void {
    const owner = this.#ownerOf(key);
    if (owner !== undefined && owner !== identity)
      throw new NotAllowed(`the key for "${identity}" is that of "${owner}"`);
    this.#hide(key);
    this.#keys.set(identity, key);
  }

  #hide(key: string): void {
    if (key !== '') this.#options.secrets.learn(key, 'KEY');
  }

  /** Whose key it is, of those who lent one to the run. */
  #ownerOf(key: string): string | undefined {
    const lent = Object.entries(this.#options.keys);
    return key === '' ? undefined : lent.find(([, one]) => one === key)?.[0];
  }

  /** There is nothing of this id anywhere, so calls may name it. @throws NotAllowed when there is. */
  makeUp(id: string): void {
    if (this.#wasThere({ kind: 'project', id })) throw new NotAllowed(`the made-up id ${id} is one of a project`);
    this.#madeUp.add(id.toLowerCase());
  }

  /** The thing was looked at, and carries the mark of this run: it may be changed. @throws NotAllowed */
  adopt(thing: Thing): void {
    const { kind, id } = thing;
    if (this.#wasThere(thing)) throw new NotAllowed(`${kind} ${id} was there before the run`);
    this.#own.add(thingName(kind, id));
  }

  #wasThere({ kind, id }: Thing): boolean {
    return this.#options.before?.has(thingName(kind, id)) ?? false;
  }

  /** The hub to ask by calls that only read, as somebody, by the API where that has the words. */
  asked({ generations }: { readonly generations: readonly Generation[] }, as = SELF): Asked {
    return this.#askedBy((['conat', 'v2'] as const).find((api) => generations.includes(api)) ?? 'v1', as);
  }

  #askedBy(api: Generation, as: string): Asked {
    return { ask: (call) => this.call({ ...call, as }), api };
  }

  /** Ends all calls, in progress or to come. */
  stop(reason: string): void {
    this.#stop.abort(new RunEnded(reason));
  }

  /** The same hub for clean-up: neither stopped nor out of budget, with a time for each thing. */
  forCleanUp(): TestedHub {
    const { budget } = this.#options;
    const unlimited = { ...budget, maxRequests: Number.POSITIVE_INFINITY, maxTimeMs: CLEAN_UP_MS };
    // It looks at everything anew, so nothing is its own yet.
    return new TestedHub({ ...this.#options, keys: Object.fromEntries(this.#keys), budget: unlimited, each: 'thing' });
  }

  /** The time begins anew. */
  renew(): void {
    this.#deadline = Date.now() + this.#options.budget.maxTimeMs;
  }

  /**
   * Sends the call.
   *
   * @throws NotAllowed when the run may not send it, RunEnded when it may not send anything any more, Untrusted.
   */
  async call(call: ApiCall): Promise<ApiExchange> {
    const { as = SELF } = call;
    if (!this.knows(as)) throw new NotAllowed(`${operationOf(call)}: there is no key for "${as}"`);
    this.#guard(call);
    const creation = creationOf(call);
    const entry = creation && this.#entryFor(creation, as);
    // What stays is written down too, for nobody else would know of it after a run that was killed.
    const lasting = leftBy(call).map((kind) => this.#entryFor({ kind, title: operationOf(call) }, as));
    if (call.session !== undefined) this.#options.secrets.learn(call.session, 'COOKIE');
    for (const secretive of [call.body, call.args]) this.#options.secrets.learnFrom(secretive ?? null);

    const answer = await this.#answered(call, this.#keys.get(as));
    this.#learn(call, answer);
    for (const one of lasting) {
      if (answer.outcome === 'success') this.#options.records.made(one);
      else if (answer.outcome === 'refusal' || answer.outcome === 'rejection') this.#options.records.refused(one);
    }
    if (creation !== undefined && entry !== undefined) await this.#note(entry, creation, { call, answer });
    return { call, answer };
  }

  /** @throws RunEnded when it cannot be written down, so it is not made, and nothing after it. */
  #entryFor({ kind, title, project_id }: Omit<Creation, 'told'>, as: string): number {
    try {
      return this.#options.records.asked({ kind, title, as, ...(project_id !== undefined && { project_id }) });
    } catch (thrown) {
      this.stop(`the ledger cannot be written: ${(thrown as Error).message}`);
      return this.#stop.signal.throwIfAborted() as never;
    }
  }

  /** Secrets stand in members that say so, or are all that the answer is. */
  #learn({ name, args = [] }: ApiCall, answer: ApiAnswer): void {
    if (answer.session !== undefined) this.#options.secrets.learn(answer.session, 'COOKIE');
    if (!('value' in answer)) return;
    this.#options.secrets.learnFrom(answer.value);
    this.#options.secrets.learnFromFunction({ name, args }, answer.value);
  }

  async #note(entry: number, creation: Creation, exchange: ApiExchange): Promise<void> {
    const { records } = this.#options;
    const { answer } = exchange;
    if (answer.outcome === 'refusal' || answer.outcome === 'rejection') records.refused(entry);
    if (answer.outcome !== 'success') return;
    const { id, secret } = creation.told(answer.value);
    const { kind, project_id } = creation;
    if (id === undefined) return;
    const thing: Thing = { kind, id, ...(project_id !== undefined && { project_id }) };
    const doubt = await this.#doubt(thing, secret, exchange.call);
    if (doubt !== undefined) {
      this.stop(`the run was stopped, since ${operationOf(exchange.call)} was answered with an id to doubt: ${doubt}`);
      throw new Untrusted(doubt, exchange);
    }
    this.adopt(thing);
    records.made(entry, id);
  }

  /** Why the thing need not be what was asked for: hubs that mix up ids must not get anything else changed. */
  async #doubt(thing: Thing, secret: Json | undefined, call: ApiCall): Promise<string | undefined> {
    const { kind, id } = thing;
    if (!isIdOf(kind, id)) return `${shortened(JSON.stringify(id))} is not an id of a ${kind}`;
    if (this.#wasThere(thing)) return `${kind} ${id} was there before the run`;
    if (this.#own.has(thingName(kind, id)) || this.#madeUp.has(id.toLowerCase())) {
      return `${kind} ${id} was named before it was made`;
    }
    const sight = await this.#look(thing, call);
    if (typeof sight === 'string') return sight;
    if (!bearsMark(sight.title, this.run)) return `the title of ${kind} ${id} does not begin with the mark of the run`;
    return typeof secret === 'string' ? this.#doubtKey(thing, secret, sight, call) : undefined;
  }

  /** What the hub shows of it to its maker, or to `self` where that one is nobody to it; or why that is not known. */
  async #look(thing: Thing, { api, as = SELF }: ApiCall): Promise<Sight | string> {
    let asking = as === ANONYMOUS ? SELF : as;
    for (let left = MOST_LOOKS; ; left -= 1) {
      try {
        const sight = await waysOf(thing.kind).look(this.#askedBy(generationOf(api), asking), thing);
        return sight ?? `the hub does not show ${thing.kind} ${thing.id}`;
      } catch (thrown) {
        if (!(thrown instanceof CensusError)) throw thrown;
        const isNobody = thrown.refused && asking !== SELF;
        if (isNobody) asking = SELF;
        if ((!thrown.unanswered && !isNobody) || left === 1) return `${thing.kind} ${thing.id}: ${thrown.message}`;
      }
    }
  }

  /** Why the key need not be that of the thing: calls with it would be somebody else's. */
  async #doubtKey(thing: Thing, secret: string, { end }: Sight, { api }: ApiCall): Promise<string | undefined> {
    const { kind, id } = thing;
    const owner = this.#ownerOf(secret);
    if (owner !== undefined) return `the key of ${kind} ${id} is that of "${owner}"`;
    if (end !== undefined && !secret.endsWith(end)) return `the key that was told is not that of ${kind} ${id}`;
    if (kind !== 'account') return undefined;
    const call = speak({ kind: 'identify' }, generationOf(api));
    const account = personIn({ call, answer: await this.#answered(call, secret) });
    if (account === undefined || isSameId(account.account_id, id)) return undefined;
    return `the key of ${kind} ${id} is that of another account`;
  }

  /** @throws NotAllowed */
  #guard(call: ApiCall): void {
    const refuse = (why: string) => new NotAllowed(`${operationOf(call)} was not sent: ${why}`);
    const effect = reachOf(call);
    if (!ALLOWED[this.allowance].includes(effect)) {
      throw refuse(effect === 'lasts' ? 'what it does cannot be taken back' : 'this run only reads');
    }
    if (effect === 'reads' || effect === 'wakes') return;
    const foreign = thingsNamed(call).find((thing) => !this.#isOwn(thing));
    if (foreign !== undefined) throw refuse(`${foreign.kind} ${foreign.id} is not of this run`);
    const creation = creationOf(call);
    if (creation === undefined || MARKED_BY_PROJECT.includes(creation.kind)) return;
    if (!bearsMark(creation.title, this.run)) throw refuse('what it makes does not carry the id of the run');
  }

  #isOwn({ kind, id }: Thing): boolean {
    if (id === MALFORMED || this.#madeUp.has(id.toLowerCase())) return true;
    // The run has named them itself.
    if (kind === 'organization') return bearsMark(id, this.run);
    const kinds = kind === 'account' ? (['account', 'user'] as const) : [kind];
    return kinds.some((one) => this.#own.has(thingName(one, id)));
  }

  async #answered(call: ApiCall, key: string | undefined): Promise<ApiAnswer> {
    const { fetch = globalThis.fetch, budget } = this.#options;
    for (let attempt = 0; ; attempt += 1) {
      await this.#turn();
      const timeoutMs = Math.max(1, Math.min(budget.timeoutMs, this.#deadline - Date.now()));
      const { url } = this;
      const { answer, retryAfterMs } = await sendCall(call, { url, key, timeoutMs, signal: this.#stop.signal, fetch });
      const again = retryAfterMs !== undefined && attempt < MOST_RETRIES && retryAfterMs <= LONGEST_WAIT_MS;
      if (!again || Date.now() + retryAfterMs >= this.#deadline) {
        this.#silences = UNANSWERED.includes(answer.outcome) ? this.#silences + 1 : 0;
        return answer;
      }
      await this.#sleep(retryAfterMs);
    }
  }

  /** Waits until the next request may be sent. @throws RunEnded */
  async #turn(): Promise<void> {
    this.#stop.signal.throwIfAborted();
    if (this.lost) throw new RunEnded(`the hub left ${MOST_SILENCES} calls in a row without an answer`);
    if (this.#requests >= this.#mostRequests) throw new RunEnded('the budget of requests is spent');
    const { rate } = this.#options.budget;
    const now = Date.now();
    const at = Math.max(now, this.#nextAt);
    if (at >= this.#deadline) throw new RunEnded(`the time for the ${this.#options.each ?? 'run'} is over`);
    this.#nextAt = rate === undefined ? 0 : at + 1000 / rate;
    this.#requests += 1;
    if (at > now) await this.#sleep(at - now);
  }

  #sleep(ms: number): Promise<void> {
    const { signal } = this.#stop;
    return new Promise((resolve, reject) => {
      const wake = () => {
        clearTimeout(timer);
        reject(signal.reason);
      };
      const timer = setTimeout(() => {
        signal.removeEventListener('abort', wake);
        resolve();
      }, ms);
      signal.addEventListener('abort', wake, { once: true });
    });
  }
}
