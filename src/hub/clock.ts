/** Where a hub has the time from. It is asked once for each call. */
import type { Instant } from '../core/instant.ts';

export interface Clock {
  now(): Instant;
}

export const systemClock: Clock = { now: () => Date.now() };

/** A clock that stands still until it is moved. */
export interface VirtualClock extends Clock {
  /** Moves the clock on by so many milliseconds. */
  advance(ms: number): void;
  set(instant: Instant): void;
}

/** @param start an instant, or a text that `Date` can read. */
export function virtualClock(start: Instant | string = '2020-09-17T03:08:33.230Z'): VirtualClock {
  let now = checked(typeof start === 'string' ? Date.parse(start) : start, start);
  return {
    now: () => now,
    advance(ms) {
      now = checked(now + ms, ms);
    },
    set(instant) {
      now = checked(instant, instant);
    },
  };
}

function checked(instant: Instant, given: unknown): Instant {
  // The range of `Date`.
  if (Number.isFinite(instant) && Math.abs(instant) <= 8.64e15) return instant;
  throw new RangeError(
    `virtual clock: ${JSON.stringify(given)} is no time; give milliseconds since 1970 or an ISO time`,
  );
}
