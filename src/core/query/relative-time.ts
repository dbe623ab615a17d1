/** Times that a query gives by their distance from now. [database/user-query/user-get-query.ts] */

import { monthsBefore } from '../database/intervals.ts';
import { DAY, HOUR, type Instant, iso, MINUTE, SECOND } from '../instant.ts';
import { isObject, type Json } from '../json.ts';

const UNITS: ReadonlyMap<Json | undefined, number> = new Map<Json, number>([
  ['seconds', SECOND],
  ['minutes', MINUTE],
  ['hours', HOUR],
  ['days', DAY],
]);

/** The time that `{relative_time, unit}` means, in ISO form; `undefined` for any other value, or a unit that is none. */
export function relativeTime(value: Json, now: Instant): string | undefined {
  if (!isObject(value) || !Object.hasOwn(value, 'relative_time')) return undefined;
  const { relative_time, unit } = value;
  if (typeof relative_time !== 'number') return undefined;
  const time = moved(now, relative_time, unit);
  // The range of `Date`.
  return Math.abs(time) <= 8.64e15 ? iso(time) : undefined;
}

function moved(now: Instant, amount: number, unit: Json | undefined): Instant {
  const ms = UNITS.get(unit);
  if (ms !== undefined) return now + amount * ms;
  if (unit === 'months') return monthsBefore(now, -amount);
  return unit === 'years' ? monthsBefore(now, -12 * amount) : Number.NaN;
}
