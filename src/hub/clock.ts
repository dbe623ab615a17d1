/** Where a hub has the time from. It is asked once for each call. */
import { DAY, HOUR, type Instant, MINUTE, SECOND } from '../core/instant.ts';
import { number, optionalMember, record } from '../core/shape.ts';

export interface Clock {
  now(): Instant;
  /**
   * Calls back once, when it is `at` or later, but never before this function has returned.
   *
   * @returns a function that calls it off.
   */
  wake(at: Instant, callback: () => void): () => void;
  /** One of its own for another hub, which shows the same time by now; absent where all hubs have the same time for ever. */
  fork?(): Clock;
}

/** The longest that JavaScript's timers wait. */
const LONGEST_MS = 2 ** 31 - 1;

export const systemClock: Clock = {
  now: () => Date.now(),
  wake(at, callback) {
    if (at === Number.POSITIVE_INFINITY) return () => {};
    const timer = setTimeout(callback, Math.min(Math.max(at - Date.now(), 0), LONGEST_MS));
    return () => clearTimeout(timer);
  },
};

/** A stretch of time; what is given is added up. */
export interface Duration {
  readonly days?: number;
  readonly hours?: number;
  readonly minutes?: number;
  readonly seconds?: number;
  readonly ms?: number;
}

const UNITS = { days: DAY, hours: HOUR, minutes: MINUTE, seconds: SECOND, ms: 1 } as const;

const durationShape = record({
  days: optionalMember(number),
  hours: optionalMember(number),
  minutes: optionalMember(number),
  seconds: optionalMember(number),
  ms: optionalMember(number),
});

function milliseconds(by: number | Duration): number {
  if (typeof by === 'number') return by;
  const given = Object.entries(durationShape(by, 'duration')) as [keyof Duration, number][];
  return given.reduce((sum, [unit, amount]) => sum + amount * UNITS[unit], 0);
}

interface Alarm {
  readonly at: Instant;
  readonly callback: () => void;
}

/** A clock that stands still until it is moved. */
export interface VirtualClock extends Clock {
  /** Moves the clock on by so many milliseconds, or by a duration: `clock.advance({ days: 30 })`. */
  advance(by: number | Duration): void;
  set(instant: Instant): void;
  fork(): VirtualClock;
}

/** @param start an instant, or a text that `Date` can read. */
export function virtualClock(start: Instant | string = '2020-09-17T03:08:33.230Z'): VirtualClock {
  return new StandingClock(checked(typeof start === 'string' ? Date.parse(start) : start, start));
}

/** Its functions are those of the class, since each fork of a hub has a clock of its own, and thousands may be kept. */
class StandingClock implements VirtualClock {
  #now: Instant;
  /** Made for the first one who waits: most clocks of forks wake nobody. */
  #alarms: Set<Alarm> | undefined;

  constructor(now: Instant) {
    this.#now = now;
  }

  now(): Instant {
    return this.#now;
  }

  advance(by: number | Duration): void {
    this.#now = checked(this.#now + milliseconds(by), by);
    this.#ring();
  }

  set(instant: Instant): void {
    this.#now = checked(instant, instant);
    this.#ring();
  }

  wake(at: Instant, callback: () => void): () => void {
    this.#alarms ??= new Set();
    const alarms = this.#alarms;
    const alarm = { at, callback };
    alarms.add(alarm);
    if (at <= this.#now) queueMicrotask(() => this.#ring());
    return () => alarms.delete(alarm);
  }

  fork(): VirtualClock {
    return new StandingClock(this.#now);
  }

  #ring(): void {
    const alarms = this.#alarms;
    if (alarms === undefined) return;
    for (const alarm of [...alarms].filter(({ at }) => at <= this.#now)) {
      alarms.delete(alarm);
      alarm.callback();
    }
  }
}

function checked(instant: Instant, given: unknown): Instant {
  // The range of `Date`.
  if (Number.isFinite(instant) && Math.abs(instant) <= 8.64e15) return instant;
  throw new RangeError(
    `virtual clock: ${JSON.stringify(given)} is no time; give milliseconds since 1970 or an ISO time`,
  );
}
