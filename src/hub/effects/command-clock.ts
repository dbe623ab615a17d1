/** The time that a command has, which passes only while it sleeps. */

/** A limit on the clock, and what happens when it is reached. */
interface Limit {
  readonly at: number;
  readonly reached: () => void;
}

export class CommandClock {
  #elapsedMs = 0;
  #limits: readonly Limit[] = [];

  /** Time slept until now. */
  get elapsedMs(): number {
    return this.#elapsedMs;
  }

  /** Until the next limit; none is further away than can be counted. */
  get remainingMs(): number {
    return Math.min(Number.MAX_SAFE_INTEGER, ...this.#limits.map(({ at }) => at)) - this.#elapsedMs;
  }

  /** Lets time pass, up to the first limit; what is asleep then does not wake any more. */
  sleep(ms: number): void {
    const until = this.#elapsedMs + ms;
    const limit = this.#limits.filter(({ at }) => at <= until).sort((one, other) => one.at - other.at)[0];
    this.#elapsedMs = limit?.at ?? until;
    limit?.reached();
  }

  /** Sets a limit `ms` from now; what comes back lifts it. Of limits at the same moment, the first one set is reached. */
  limit(ms: number, reached: () => void): () => void {
    const limit = { at: this.#elapsedMs + ms, reached };
    this.#limits = [...this.#limits, limit];
    return () => {
      this.#limits = this.#limits.filter((other) => other !== limit);
    };
  }
}
