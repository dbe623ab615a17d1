/** What may stand before a hub: it lets each client make so many calls in a time, and waits so long for an answer. */
import { refuse } from '../core/errors.ts';
import { type Instant, SECOND } from '../core/instant.ts';
import type { Answer, Call } from './call.ts';
import type { Clock } from './clock.ts';
import type { Eventually } from './eventually.ts';
import { type RateLimit, readRateLimit } from './rate-limit.ts';

export interface FrontProxyOptions {
  /** How many calls a client may make, as in `10/s` or `600/min`. Those beyond are answered with 429 and `Retry-After`. */
  readonly rateLimit?: string | undefined;
  /** In ms. A call that has no answer by then is answered with 504; so is one that a hub would never answer. */
  readonly answerTimeout?: number | undefined;
}

/** Clients that are remembered; of more, the one that began to call first is forgotten. */
const MOST_CLIENTS = 10_000;

export class FrontProxy {
  readonly #options: FrontProxyOptions;
  readonly #rate: RateLimit | undefined;
  readonly #clients = new Map<string, { readonly begun: Instant; calls: number }>();

  /** @param options which have been checked. */
  constructor(options: FrontProxyOptions) {
    this.#options = options;
    this.#rate = readRateLimit(options.rateLimit);
  }

  /** Another one, which has seen no calls. */
  fork(): FrontProxy {
    return new FrontProxy(this.#options);
  }

  pass(call: Call, clock: Clock, serve: (call: Call) => Eventually<Answer>): Eventually<Answer> {
    return this.#tooMany(call, clock.now()) ?? this.#inTime(clock, serve(call));
  }

  /** Calls are counted from a client's first one on, for as long as the limit is for; then anew. */
  #tooMany({ ip }: Call, now: Instant): Answer | undefined {
    if (this.#rate === undefined) return undefined;
    const { calls, ms } = this.#rate;
    let client = this.#clients.get(ip);
    if (client === undefined || now - client.begun >= ms || now < client.begun) {
      client = { begun: now, calls: 0 };
      this.#clients.delete(ip);
      this.#clients.set(ip, client);
      const [first] = this.#clients.keys();
      if (this.#clients.size > MOST_CLIENTS && first !== undefined) this.#clients.delete(first);
    }
    client.calls += 1;
    if (client.calls <= calls) return undefined;
    const retryAfterSeconds = Math.ceil((client.begun + ms - now) / SECOND);
    const { code, words } = refuse('rate_limited', { limit: String(this.#options.rateLimit), retryAfterSeconds });
    return { kind: 'limited', code, retryAfterSeconds, body: { error: words } };
  }

  #inTime(clock: Clock, answered: Eventually<Answer>): Eventually<Answer> {
    const ms = this.#options.answerTimeout;
    if (ms === undefined || !(answered instanceof Promise || hasNoAnswer(answered))) return answered;
    const { code, words } = refuse('answer_timed_out', { ms });
    return new Promise((resolve, reject) => {
      const callOff = clock.wake(clock.now() + ms, () => resolve({ kind: 'timed_out', code, body: { error: words } }));
      Promise.resolve(answered).then((answer) => {
        if (hasNoAnswer(answer)) return;
        callOff();
        resolve(answer);
      }, reject);
    });
  }
}

/** Such a call has no answer at a hub, and keeps its caller waiting. */
function hasNoAnswer(answer: Answer): boolean {
  return 'code' in answer && answer.code === 'never_answers';
}
