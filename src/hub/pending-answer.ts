/** The answer that the caller of a call waits for: until its end, or until its deadline. */
import type { Answer } from './call.ts';
import type { Clock } from './clock.ts';
import type { Deadline } from './dispatch/step.ts';

export class PendingAnswer {
  readonly #clock: Clock;
  readonly #answer: (answer: Answer) => void;
  readonly #gone = new AbortController();
  #deadline: Deadline | undefined;
  #disarm = () => {};
  #holding = 0;
  /** What was not the call's own time. */
  #heldMs = 0;

  constructor(clock: Clock, answer: (answer: Answer) => void) {
    this.#clock = clock;
    this.#answer = answer;
  }

  /** Aborted when the call has been answered at its deadline: then nobody waits for what it does. */
  get signal(): AbortSignal {
    return this.#gone.signal;
  }

  /** @param deadline all steps of a call that have one have the same. */
  expect(deadline: Deadline): void {
    if (this.#deadline !== undefined) return;
    this.#deadline = deadline;
    this.#arm();
  }

  /** Stops the time of the call, while something is done that is not part of it. @returns what lets it go on. */
  hold(): () => void {
    const start = this.#clock.now();
    this.#holding += 1;
    this.#disarm();
    return () => {
      this.#holding -= 1;
      this.#heldMs += Math.max(0, this.#clock.now() - start);
      this.#arm();
    };
  }

  /** Answers at once; nobody waits for what the call does then. */
  end(answer: Answer): void {
    this.leave();
    this.#answer(answer);
    this.#gone.abort();
  }

  /** It has its answer. */
  leave(): void {
    this.#deadline = undefined;
    this.#disarm();
  }

  #arm(): void {
    const deadline = this.#deadline;
    if (deadline === undefined || this.#holding > 0) return;
    this.#disarm = this.#clock.wake(deadline.at + this.#heldMs, () => {
      this.#answer(deadline.answer);
      this.#gone.abort();
    });
  }
}
