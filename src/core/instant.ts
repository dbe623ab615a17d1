/** A moment, in milliseconds since 1970-01-01 UTC. */
export type Instant = number;

export const SECOND = 1000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

// Writing a time takes as long as a tenth of a call, and most are written more than once.
let [written, text]: [Instant, string] = [0, '1970-01-01T00:00:00.000Z'];

/** The instant as a hub writes it: ISO 8601, UTC, milliseconds, `Z`. */
export function iso(instant: Instant): string {
  if (instant !== written) [written, text] = [instant, new Date(instant).toISOString()];
  return text;
}

/** A time with a zone: a zone's name, or an offset after the time. */
const ZONED = /(?:\b|\d)(?:Z|UTC?|GMT|[ECMP][SD]T)\b|:\d\d.*[+-]\d\d:?\d\d\b/i;
const ISO_TIME = /\dT\d/i;

/** The instant that JavaScript reads in a text on a machine whose own zone is UTC; `NaN` if it reads none. */
export function parseInUtc(text: string): Instant {
  const inZoneOfThisMachine = Date.parse(text);
  if (Number.isNaN(inZoneOfThisMachine) || ZONED.test(text)) return inZoneOfThisMachine;
  return Date.parse(ISO_TIME.test(text) ? `${text}Z` : `${text} UTC`);
}

/** The longest that timers wait. */
const LONGEST_MS = 2 ** 31 - 1;

/** How long JavaScript's timers wait that are given a number: hardly at all for one out of their range. */
export function timerMs(ms: number): number {
  return ms >= 1 && ms <= LONGEST_MS ? ms : 1;
}
