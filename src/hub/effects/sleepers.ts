/**
 * Commands of one hub that run at once. None needs real time to sleep: who sleeps lets the others go on, and of those that
 * sleep, the one whose time is up first wakes first. So what they do comes in the order of their own clocks.
 */
import type { Instant } from '../../core/instant.ts';
import { after, nextTurn } from './process/real-time.ts';

interface Sleeper {
  readonly at: Instant;
  readonly wake: () => void;
}

/** How long a sleeper waits in real time for others that compute, and never longer than it was to sleep. */
const PATIENCE_MS = 1000;

export class Sleepers {
  /** Running and not asleep, with those that start. */
  #awake = 0;
  #starting = 0;
  #started = 0;
  #asleep: readonly Sleeper[] = [];

  /** Counts a command as running until `work` is done with what is `ready` once the command can start. */
  async during<Start, Result>(ready: Promise<Start>, work: (start: Start) => Promise<Result>): Promise<Result> {
    this.#awake += 1;
    this.#starting += 1;
    try {
      const start = await ready.finally(() => {
        this.#starting -= 1;
        this.#started += 1;
      });
      return await work(start);
    } finally {
      this.#awake -= 1;
      this.#wakeFirst();
    }
  }

  async sleepUntil(at: Instant, ms: number): Promise<void> {
    // Other calls of the hub go first, too.
    await nextTurn();
    await new Promise<void>((resolve) => {
      const sleeper = { at, wake: resolve };
      this.#asleep = [...this.#asleep, sleeper];
      this.#awake -= 1;
      this.#wakeFirst();
      this.#wakeLater(sleeper, Math.min(Math.ceil(ms), PATIENCE_MS));
    });
  }

  /** Those that only start have done nothing yet that could have come first, so they are waited for. */
  #wakeLater(sleeper: Sleeper, ms: number): void {
    if (!this.#asleep.includes(sleeper)) return;
    const before = this.#started;
    after(ms, () => {
      if (this.#starting > 0 || this.#started > before) this.#wakeLater(sleeper, PATIENCE_MS);
      else this.#wake(sleeper);
    });
  }

  #wakeFirst(): void {
    if (this.#awake > 0) return;
    // The sort is stable: of those with the same time, the one that fell asleep first.
    const [first] = [...this.#asleep].sort((one, other) => one.at - other.at);
    if (first !== undefined) this.#wake(first);
  }

  #wake(sleeper: Sleeper): void {
    if (!this.#asleep.includes(sleeper)) return;
    this.#asleep = this.#asleep.filter((other) => other !== sleeper);
    this.#awake += 1;
    sleeper.wake();
  }
}
