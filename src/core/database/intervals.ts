/** Spans of time as PostgreSQL reads them: `6 months`, `1 year 2 days ago`. */
import { refuse } from '../errors.ts';
import { DAY, HOUR, type Instant, MINUTE, SECOND } from '../instant.ts';

const PART = /([+-]?(?:\d+\.?\d*|\.\d+))\s*([a-z]*)\s*/y;
const AGO = /\bago\s*$/;

/** Notations that PostgreSQL reads and this does not: clock times, years and months with a hyphen, ISO 8601. */
const OTHER_NOTATION = /\d:|\d-\d|^\s*p\s*[-+\d.t]/;

/** The database's first instant, in the year 4714 BC. */
const FIRST_INSTANT = Date.UTC(-4713, 10, 24);

const MONTHS = unitSizes([
  [1, ['mon', 'mons', 'month', 'months']],
  [12, ['y', 'yr', 'yrs', 'year', 'years']],
  [120, ['dec', 'decs', 'decade', 'decades']],
]);
const MILLISECONDS = unitSizes([
  [1, ['ms', 'msec', 'msecs', 'millisecond', 'milliseconds']],
  // A number without a unit counts seconds.
  [SECOND, ['', 's', 'sec', 'secs', 'second', 'seconds']],
  [MINUTE, ['m', 'min', 'mins', 'minute', 'minutes']],
  [HOUR, ['h', 'hr', 'hrs', 'hour', 'hours']],
  [DAY, ['d', 'day', 'days']],
  [7 * DAY, ['w', 'week', 'weeks']],
]);

/**
 * The instant that lies the interval `text` before `now`; months are those of the calendar.
 *
 * @throws Refusal `sql_syntax`, `timestamp_out_of_range`; `unsimulated` for a notation without units.
 */
export function instantBefore(now: Instant, text: string): Instant {
  const { months, milliseconds } = parseInterval(text);
  const instant = monthsBefore(now, months) - milliseconds;
  // Also when it is no number any more.
  if (!(instant >= FIRST_INSTANT)) throw refuse('timestamp_out_of_range');
  return instant;
}

function parseInterval(text: string): { months: number; milliseconds: number } {
  const folded = text.toLowerCase();
  if (OTHER_NOTATION.test(folded)) {
    throw refuse('unsimulated', { what: `the interval "${text}"`, why: 'only numbers with units are read' });
  }
  const amounts = folded.replace(/^\s*@?\s*/, '').replace(AGO, '');
  const parts = [...amounts.matchAll(new RegExp(PART, 'gy'))];
  const read = parts.reduce((length, [part]) => length + part.length, 0);
  if (parts.length === 0 || read < amounts.length) throw refuse('sql_syntax', { type: 'interval', text });

  const sign = AGO.test(folded) ? -1 : 1;
  const total = { months: 0, milliseconds: 0 };
  for (const [, amount, unit = ''] of parts) {
    const months = sign * Number(amount) * (MONTHS.get(unit) ?? 0);
    const milliseconds = MILLISECONDS.get(unit);
    if (milliseconds === undefined && !MONTHS.has(unit)) throw refuse('sql_syntax', { type: 'interval', text });
    total.months += Math.trunc(months);
    // A part of a month counts as that part of 30 days.
    total.milliseconds += sign * Number(amount) * (milliseconds ?? 0) + (months % 1) * 30 * DAY;
  }
  return total;
}

/** The same day of the month, or the month's last where it is shorter. */
export function monthsBefore(now: Instant, months: number): Instant {
  const date = new Date(now);
  const day = date.getUTCDate();
  date.setUTCDate(1);
  date.setUTCMonth(date.getUTCMonth() - months);
  const daysOfMonth = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
  return date.setUTCDate(Math.min(day, daysOfMonth));
}

/** Names of units to their sizes. */
function unitSizes(table: readonly (readonly [size: number, names: readonly string[]])[]): ReadonlyMap<string, number> {
  return new Map(table.flatMap(([size, names]) => names.map((name) => [name, size] as const)));
}
