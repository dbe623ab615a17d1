/** How time passes at a target while a recording is replayed. */
import type { Instant } from '../../core/instant.ts';

export interface Pace {
  /** Returns when it is time for what the recording has at this instant. */
  reach(instant: Instant, waiting: boolean): Promise<void>;
  /**
   * Returns when `answer` has come, which the recording has by `end`.
   *
   * @returns false where it does not come in time.
   */
  finish(answer: AwaitedAnswer, end: Instant): Promise<boolean>;
}

/** An answer that is waited for. It never rejects. */
export interface AwaitedAnswer {
  readonly arrived: Promise<unknown>;
  /** Whether it is there by now. */
  readonly here: () => boolean;
}

/** Moves the clock of a hub on. */
export interface Mover {
  now(): Instant;
  set(instant: Instant): void;
}

/** How much longer than recorded an answer may take on the hub's clock. */
const GRACE_MS = 120_000;
const STEP_MS = 1000;

/** How long a hub may work on an answer that its clock has nothing to do with. */
const WORK_MS = 4000;
const DEADLINE_MS = 20_000;

/** The clock of the hub follows the recording. */
export function virtualPace(clock: Mover): Pace {
  // Where an answer took longer than recorded, all that follows comes as much later.
  let delayMs = 0;
  const moveTo = (instant: Instant) => {
    if (instant + delayMs > clock.now()) clock.set(instant + delayMs);
  };
  return {
    async reach(instant) {
      moveTo(instant);
    },
    async finish(answer, end) {
      await turns(answer);
      if (answer.here()) return true;
      moveTo(end);
      if (await within(answer, WORK_MS)) return true;
      for (let late = STEP_MS; late <= GRACE_MS; late += STEP_MS) {
        delayMs += STEP_MS;
        moveTo(end);
        await turns(answer);
        if (answer.here()) return true;
      }
      return within(answer, DEADLINE_MS);
    },
  };
}

/** As long as nobody waits, gaps are cut to this. */
const LONGEST_GAP_MS = 2000;
const LONGEST_WAIT_MS = 60_000;

/** For a hub with a time of its own: requests keep their distances, but long gaps between them. */
export function realPace(): Pace {
  let last: { readonly recorded: Instant; readonly real: Instant } | undefined;
  return {
    async reach(instant, waiting) {
      if (last !== undefined) {
        const distance = instant - last.recorded;
        const wanted = waiting ? distance : Math.min(distance, LONGEST_GAP_MS);
        const left = last.real + wanted - Date.now();
        if (left > 0) await new Promise((resolve) => setTimeout(resolve, left));
      }
      last = { recorded: instant, real: Date.now() };
    },
    async finish(answer) {
      return within(answer, LONGEST_WAIT_MS);
    },
  };
}

/** Lets what needs no time come to its end. */
async function turns({ here }: AwaitedAnswer): Promise<void> {
  for (let turn = 0; turn < 20 && !here(); turn += 1) await new Promise((resolve) => setImmediate(resolve));
}

async function within({ arrived, here }: AwaitedAnswer, ms: number): Promise<boolean> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise((resolve) => {
    timer = setTimeout(resolve, ms);
  });
  await Promise.race([arrived, late]);
  clearTimeout(timer);
  return here();
}
