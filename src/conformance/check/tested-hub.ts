/**
 * The hub that a run is about: it is called here and nowhere else, so nothing is sent that was not allowed, within its
 * budget, and with everything that is made written down first.
 */
import type { Json } from '../../core/json.ts';
import type { Redactor } from '../../core/redact.ts';
import { creationOf, type Undo } from './creations.ts';
import { ANONYMOUS, type Answer, type Call, type Exchange, operationOf, SELF, UNANSWERED } from './exchange.ts';
import { type Effect, effectOf, MALFORMED, projectsChanged } from './operations.ts';
import { type Fetch, send } from './send.ts';

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
  /** Called, and done, before anything is made. @returns what to call the entry later. */
  asked(creation: { kind: string; title: string; as: string; undo: readonly Undo[] }): number;
  /** What was made is known by this id. */
  made(entry: number, id: string): void;
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
  readonly fetch?: Fetch;
}

/** A call that must not be sent, which is a fault of the case that wanted it. */
export class NotAllowed extends Error {
  override readonly name = 'NotAllowed';
}

/** There may be no further calls: the budget is spent, the run was interrupted, or nobody is there any more. */
export class Ended extends Error {
  override readonly name = 'Ended';
}

/** How often in a row a call may go without an answer. */
const MOST_SILENCES = 5;

/** How often a call is sent again that came too soon, and how long a hub may make it wait each time. */
const [MOST_RETRIES, LONGEST_WAIT_MS] = [3, 30_000];

/** For clean-up, which the budget of the run does not limit. */
const CLEAN_UP_MS = 60_000;

/** What allows which effects. */
const ALLOWED: Readonly<Record<Allowance, readonly Effect[]>> = {
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
  readonly #own = new Set<string>();
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

  /** Makes a key known that the run was given, to call with as `identity`. */
  learnKey(identity: string, key: string): void {
    this.#hide(key);
    this.#keys.set(identity, key);
  }

  /** The key becomes a secret, also in the form in which it is sent. */
  #hide(key: string): void {
    if (key === '') return;
    for (const form of [key, btoa(`${key}:`)]) this.#options.secrets.learn(form, 'KEY');
  }

  /** The project is of this run, or made up, and may be changed. */
  vouchFor(project_id: string): void {
    this.#own.add(project_id);
  }

  /** Ends all calls, in progress or to come. */
  stop(reason: string): void {
    this.#stop.abort(new Ended(reason));
  }

  /** The same hub for clean-up: neither stopped nor out of budget, but for a time of its own. */
  forCleanUp(): TestedHub {
    const { budget } = this.#options;
    const unlimited = { ...budget, maxRequests: Number.POSITIVE_INFINITY, maxTimeMs: CLEAN_UP_MS };
    const cleaning = new TestedHub({ ...this.#options, keys: Object.fromEntries(this.#keys), budget: unlimited });
    for (const project_id of this.#own) cleaning.vouchFor(project_id);
    return cleaning;
  }

  /**
   * Writes down what is about to be made by other means than those that are known to make something, and how to undo
   * it. Calling it is the duty of whoever sets it off.
   */
  owes(kind: string, title: string, undo: readonly Undo[]): void {
    this.#options.records.asked({ kind, title, as: SELF, undo });
  }

  /**
   * Sends the call.
   *
   * @throws NotAllowed when the run may not send it, Ended when it may not send anything any more.
   */
  async call(call: Call): Promise<Exchange> {
    const { as = SELF } = call;
    if (!this.knows(as)) throw new NotAllowed(`${operationOf(call)}: there is no key for "${as}"`);
    this.#guard(call);
    const creation = creationOf(call);
    const entry = creation && this.#options.records.asked({ ...creation, as });
    for (const secretive of [call.body, call.args]) this.#options.secrets.learnFrom(secretive ?? null);

    const answer = await this.#answered(call, this.#keys.get(as));
    this.#learn(call, answer);
    if (creation !== undefined && entry !== undefined) this.#note(entry, creation.kind, creation.idIn, answer);
    return { call, answer };
  }

  /** Secrets stand in members that say so, or are all that the answer is. */
  #learn({ name, args = [] }: Call, answer: Answer): void {
    if (!('value' in answer)) return;
    this.#options.secrets.learnFrom(answer.value);
    this.#options.secrets.learnFromFunction({ name, args }, answer.value);
  }

  #note(entry: number, kind: string, idIn: (value: Json) => string | undefined, answer: Answer): void {
    if (answer.outcome === 'refusal' || answer.outcome === 'rejection') this.#options.records.refused(entry);
    if (answer.outcome !== 'success') return;
    const id = idIn(answer.value);
    if (id === undefined) return;
    this.#options.records.made(entry, id);
    if (kind === 'project') this.vouchFor(id);
  }

  /** @throws NotAllowed */
  #guard(call: Call): void {
    const refuse = (why: string) => new NotAllowed(`${operationOf(call)} was not sent: ${why}`);
    const effect = effectOf(call);
    if (!ALLOWED[this.allowance].includes(effect)) {
      throw refuse(effect === 'lasts' ? 'what it does cannot be taken back' : 'this run only reads');
    }
    if (effect === 'reads' || effect === 'wakes') return;
    const foreign = projectsChanged(call).find((project_id) => project_id !== MALFORMED && !this.#own.has(project_id));
    if (foreign !== undefined) throw refuse(`project ${foreign} is not of this run`);
    const creation = creationOf(call);
    // Whoever is let into a project needs no mark: the project has it.
    if (creation === undefined || creation.kind === 'collaborator') return;
    if (!creation.title.includes(`mock-hub-${this.run}`)) {
      throw refuse('what it makes does not carry the id of the run');
    }
  }

  async #answered(call: Call, key: string | undefined): Promise<Answer> {
    const { fetch = globalThis.fetch, budget } = this.#options;
    for (let attempt = 0; ; attempt += 1) {
      await this.#turn();
      const timeoutMs = Math.max(1, Math.min(budget.timeoutMs, this.#deadline - Date.now()));
      const { url } = this;
      const { answer, retryAfterMs } = await send(call, { url, key, timeoutMs, signal: this.#stop.signal, fetch });
      const again = retryAfterMs !== undefined && attempt < MOST_RETRIES && retryAfterMs <= LONGEST_WAIT_MS;
      if (!again || Date.now() + retryAfterMs >= this.#deadline) {
        this.#silences = UNANSWERED.includes(answer.outcome) ? this.#silences + 1 : 0;
        return answer;
      }
      await this.#sleep(retryAfterMs);
    }
  }

  /** Waits until the next request may be sent. @throws Ended */
  async #turn(): Promise<void> {
    this.#stop.signal.throwIfAborted();
    if (this.lost) throw new Ended(`the hub left ${MOST_SILENCES} calls in a row without an answer`);
    if (this.#requests >= this.#mostRequests) throw new Ended('the budget of requests is spent');
    const { rate } = this.#options.budget;
    const now = Date.now();
    const at = Math.max(now, this.#nextAt);
    if (at >= this.#deadline) throw new Ended('the time for the run is over');
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
