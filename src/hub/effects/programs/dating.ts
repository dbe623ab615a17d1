/** The program `date`, on a machine in UTC. */
import type { ExecResult } from 'just-bash';
import { DAY, HOUR, type Instant, MINUTE, SECOND } from '../../../core/instant.ts';
import { REAL_WAY } from '../real-way.ts';
import { type Invocation, lastValue } from './forms.ts';
import { type OwnProgram, type ProgramWorld, printedBytes } from './program.ts';

const date: OwnProgram = {
  name: 'date',
  forms: {
    flags: 'uR',
    valued: { d: /^/, r: /^[^-]/ },
    attached: 'I',
    long: {
      '--date': 'd',
      '--utc': 'u',
      '--universal': 'u',
      '--rfc-email': 'R',
      '--reference': 'r',
      '--iso-8601': 'I',
    },
    operand: /^\+/,
    operands: [0, 1],
    apart: ['dr', 'IR'],
    unknown: (asked) =>
      /^(?:|d|date|h|hours|m|minutes|s|seconds|ns)$/.test(lastValue(asked, 'I') ?? '') ? undefined : 'the option `-I`',
  },
  perform: async (asked, world) => {
    const { context, run } = world;
    if (!/^(?:|UTC|UTC0|GMT|Etc\/UTC)$/.test(context.env.get('TZ') ?? '') && !asked.flags.has('u'))
      refuse('another time zone', world);
    const now = await run.now();
    const found = await instantOf(asked, now, world);
    if (typeof found !== 'number') return found;
    return { ...printedBytes(''), stdout: `${formatted(formatOf(asked), found, world)}\n` };
  },
};

function refuse(what: string, { context, run }: ProgramWorld): never {
  return run.refuse(context, {
    what: `${what} of \`date\``,
    why: `it has not been held against the real one; ${REAL_WAY}`,
  });
}

async function instantOf(asked: Invocation, now: Instant, world: ProgramWorld): Promise<Instant | ExecResult> {
  const { fs, cwd } = world.context;
  const file = lastValue(asked, 'r');
  if (file !== undefined) {
    const stat = await fs.stat(fs.resolvePath(cwd, file)).catch(() => undefined);
    return stat?.mtime.getTime() ?? { stdout: '', stderr: `date: ${file}: No such file or directory\n`, exitCode: 1 };
  }
  const text = lastValue(asked, 'd');
  return text === undefined ? now : (meantBy(text, now) ?? refuse(`the date \`${text}\``, world));
}

const ISO: Readonly<Record<string, string>> = {
  '': '%Y-%m-%d',
  date: '%Y-%m-%d',
  d: '%Y-%m-%d',
  h: '%Y-%m-%dT%H%:z',
  m: '%Y-%m-%dT%H:%M%:z',
  s: '%Y-%m-%dT%H:%M:%S%:z',
  hours: '%Y-%m-%dT%H%:z',
  minutes: '%Y-%m-%dT%H:%M%:z',
  seconds: '%Y-%m-%dT%H:%M:%S%:z',
  ns: '%Y-%m-%dT%H:%M:%S,%N%:z',
};

function formatOf(asked: Invocation): string {
  if (asked.flags.has('I')) return ISO[lastValue(asked, 'I') ?? ''] ?? '';
  if (asked.flags.has('R')) return '%a, %d %b %Y %H:%M:%S %z';
  return asked.operands[0]?.slice(1) ?? '%a %b %e %H:%M:%S %Z %Y';
}

const MONTHS = 'January February March April May June July August September October November December'.split(' ');
const WEEKDAYS = 'Sunday Monday Tuesday Wednesday Thursday Friday Saturday'.split(' ');

/** In seconds or more; months are counted by the calendar. */
const UNITS: Readonly<Record<string, number>> = {
  sec: SECOND,
  second: SECOND,
  min: MINUTE,
  minute: MINUTE,
  hour: HOUR,
  day: DAY,
  week: 7 * DAY,
  fortnight: 14 * DAY,
};

/** What the text means as of `now`; `undefined` where that is not known. */
export function meantBy(text: string, now: Instant): Instant | undefined {
  const seconds = /^@(-?\d{1,11})(\.\d{1,9})?$/.exec(text);
  if (seconds !== null) return Number(seconds[1]) * SECOND + Math.floor(Number(seconds[2] ?? 0) * SECOND);
  const parsed = new Reading(text.trim().toLowerCase(), now);
  return parsed.instant;
}

/** A text read item by item. */
class Reading {
  #rest: string;
  readonly #now: Date;
  #day: readonly [number, number, number] | undefined;
  #time: number | undefined;
  #months = 0;
  #later = 0;

  constructor(text: string, now: Instant) {
    this.#rest = text;
    this.#now = new Date(now);
  }

  get instant(): Instant | undefined {
    if (this.#rest === '') return undefined;
    while (this.#rest !== '') if (!this.#item()) return undefined;
    const today = [this.#now.getUTCFullYear(), this.#now.getUTCMonth(), this.#now.getUTCDate()] as const;
    const [year, month, day] = this.#day ?? today;
    const isDated = this.#day !== undefined || this.#time !== undefined;
    const time = this.#time ?? (isDated ? 0 : this.#now.getTime() % DAY);
    const start = Date.UTC(year, month + this.#months, day);
    return start + time + this.#later;
  }

  #take(pattern: RegExp): RegExpExecArray | undefined {
    const found = pattern.exec(this.#rest);
    if (found === null) return undefined;
    this.#rest = this.#rest.slice(found[0].length).replace(/^[ ,]+/, '');
    return found;
  }

  #item(): boolean {
    return this.#dayOfYear() || this.#timeOfDay() || this.#word() || this.#relative();
  }

  #dayOfYear(): boolean {
    const iso = this.#take(/^(\d{4})-(\d{1,2})-(\d{1,2})(?=[t ,]|$)/) ?? this.#take(/^(\d{4})(\d\d)(\d\d)(?=[t ,]|$)/);
    if (iso !== undefined) return this.#set(Number(iso[1]), Number(iso[2]) - 1, Number(iso[3]));
    const american = this.#take(/^(\d{1,2})\/(\d{1,2})\/(\d{4})(?=[ ,]|$)/);
    if (american !== undefined) return this.#set(Number(american[3]), Number(american[1]) - 1, Number(american[2]));
    const names = MONTHS.map((name) => `${name.slice(0, 3)}(?:${name.slice(3)})?`.toLowerCase()).join('|');
    const month = this.#take(new RegExp(`^(${names})\\.? +(\\d{1,2})(?:,? +(\\d{4}))?(?=[ ,]|$)(?! *:)`));
    if (month !== undefined)
      return this.#set(Number(month[3] ?? this.#now.getUTCFullYear()), monthOf(month[1] ?? ''), Number(month[2]));
    const day = this.#take(new RegExp(`^(\\d{1,2})[ -](${names})(?:[ -](\\d{4}))?(?=[ ,]|$)`));
    if (day !== undefined)
      return this.#set(Number(day[3] ?? this.#now.getUTCFullYear()), monthOf(day[2] ?? ''), Number(day[1]));
    return false;
  }

  #set(year: number, month: number, day: number): boolean {
    const isReal = new Date(Date.UTC(year, month, day)).getUTCDate() === day && month >= 0 && month < 12;
    if (this.#day !== undefined || !isReal) return this.#fail();
    this.#day = [year, month, day];
    return true;
  }

  #fail(): false {
    this.#rest = '?';
    return false;
  }

  #timeOfDay(): boolean {
    const found = this.#take(/^t?(\d{1,2}):(\d\d)(?::(\d\d)(\.\d{1,3})?)?(?: *(z|utc|gmt|\+00:?00|am|pm))?(?=[ ,]|$)/);
    if (found === undefined) return false;
    const [, hour = '', minute = '', second = '0', fraction = '0', mark = ''] = found;
    const isHalf = mark === 'am' || mark === 'pm';
    if (
      this.#time !== undefined ||
      Number(hour) > 23 ||
      Number(minute) > 59 ||
      Number(second) > 59 ||
      (isHalf && Number(hour) > 12)
    )
      return this.#fail();
    const hours = isHalf ? (Number(hour) % 12) + (mark === 'pm' ? 12 : 0) : Number(hour);
    // A number with a sign would be a time zone.
    if (/^[+-]/.test(this.#rest)) return this.#fail();
    this.#time = hours * HOUR + Number(minute) * MINUTE + Number(second) * SECOND + Number(fraction) * SECOND;
    return true;
  }

  #word(): boolean {
    const zone = this.#take(/^(?:utc|gmt|z)(?=[ ,]|$)/);
    if (zone !== undefined) return this.#day !== undefined || this.#time !== undefined || this.#fail();
    const [, word = ''] = this.#take(/^(now|today|yesterday|tomorrow|midnight)(?=[ ,]|$)/) ?? [];
    if (word === '') return this.#weekday();
    if (word === 'midnight') this.#time = 0;
    this.#later += word === 'yesterday' ? -DAY : word === 'tomorrow' ? DAY : 0;
    return true;
  }

  /** Beside a date it changes nothing; which day it means alone depends on today. */
  #weekday(): boolean {
    const names = WEEKDAYS.map((name) => `${name.slice(0, 3)}(?:${name.slice(3)})?`.toLowerCase()).join('|');
    const found = this.#take(new RegExp(`^(${names})\\.?(?=[ ,]|$)`));
    if (found === undefined) return false;
    const wanted = WEEKDAYS.findIndex((name) => name.toLowerCase().startsWith((found[1] ?? '').slice(0, 3)));
    if (!this.#dayOfYear()) return this.#fail();
    const [year = 0, month = 0, day = 0] = this.#day ?? [];
    return new Date(Date.UTC(year, month, day)).getUTCDay() === wanted || this.#fail();
  }

  #relative(): boolean {
    const found = this.#take(
      /^(next|last|[+-]? *\d{1,6}|[+-]|a|an)? *(sec|second|min|minute|hour|day|week|fortnight|month|year)s?( ago)?(?=[ ,+-]|$)/,
    );
    if (found === undefined) return false;
    const [, count = '1', unit = '', ago] = found;
    const number =
      count === 'last' || count === '-' ? -1 : /^(?:next|a|an|\+|)$/.test(count) ? 1 : Number(count.replace(/ /g, ''));
    const signed = ago === undefined ? number : -number;
    if (unit === 'month' || unit === 'year') this.#months += signed * (unit === 'year' ? 12 : 1);
    else this.#later += signed * (UNITS[unit] ?? 0);
    return true;
  }
}

function monthOf(name: string): number {
  return MONTHS.findIndex((month) => month.toLowerCase().startsWith(name.slice(0, 3)));
}

/** A number with the sign that fills it up, and how wide it is by default. */
type Shown = string | readonly [number: number, width: number, fill?: string];

const DIRECTIVES: Readonly<Record<string, (date: Date) => Shown>> = {
  Y: (at) => [at.getUTCFullYear(), 4],
  C: (at) => [Math.floor(at.getUTCFullYear() / 100), 2],
  y: (at) => [at.getUTCFullYear() % 100, 2],
  m: (at) => [at.getUTCMonth() + 1, 2],
  d: (at) => [at.getUTCDate(), 2],
  e: (at) => [at.getUTCDate(), 2, ' '],
  H: (at) => [at.getUTCHours(), 2],
  k: (at) => [at.getUTCHours(), 2, ' '],
  I: (at) => [at.getUTCHours() % 12 || 12, 2],
  l: (at) => [at.getUTCHours() % 12 || 12, 2, ' '],
  M: (at) => [at.getUTCMinutes(), 2],
  S: (at) => [at.getUTCSeconds(), 2],
  s: (at) => [Math.floor(at.getTime() / SECOND), 1],
  j: (at) => [dayOfYear(at) + 1, 3],
  u: (at) => [at.getUTCDay() || 7, 1],
  w: (at) => [at.getUTCDay(), 1],
  U: (at) => [Math.floor((dayOfYear(at) + 7 - at.getUTCDay()) / 7), 2],
  W: (at) => [Math.floor((dayOfYear(at) + 7 - ((at.getUTCDay() + 6) % 7)) / 7), 2],
  V: (at) => [isoWeek(at).week, 2],
  G: (at) => [isoWeek(at).year, 4],
  g: (at) => [isoWeek(at).year % 100, 2],
  q: (at) => [Math.floor(at.getUTCMonth() / 3) + 1, 1],
  N: (at) => `${String(at.getTime() % SECOND).padStart(3, '0')}000000`,
  a: (at) => WEEKDAYS[at.getUTCDay()]?.slice(0, 3) ?? '',
  A: (at) => WEEKDAYS[at.getUTCDay()] ?? '',
  b: (at) => MONTHS[at.getUTCMonth()]?.slice(0, 3) ?? '',
  h: (at) => MONTHS[at.getUTCMonth()]?.slice(0, 3) ?? '',
  B: (at) => MONTHS[at.getUTCMonth()] ?? '',
  p: (at) => (at.getUTCHours() < 12 ? 'AM' : 'PM'),
  P: (at) => (at.getUTCHours() < 12 ? 'am' : 'pm'),
  Z: () => 'UTC',
  z: () => '+0000',
  n: () => '\n',
  t: () => '\t',
  '%': () => '%',
};

const COMPOSED: Readonly<Record<string, string>> = {
  F: '%Y-%m-%d',
  T: '%H:%M:%S',
  X: '%H:%M:%S',
  R: '%H:%M',
  D: '%m/%d/%y',
  x: '%m/%d/%y',
  r: '%I:%M:%S %p',
  c: '%a %b %e %H:%M:%S %Y',
};

function dayOfYear(at: Date): number {
  return Math.floor(
    (Date.UTC(at.getUTCFullYear(), at.getUTCMonth(), at.getUTCDate()) - Date.UTC(at.getUTCFullYear(), 0, 1)) / DAY,
  );
}

/** The week that has the year's first Thursday is its first. */
function isoWeek(at: Date): { readonly week: number; readonly year: number } {
  const thursday = new Date(at.getTime() + (3 - ((at.getUTCDay() + 6) % 7)) * DAY);
  return { week: Math.floor(dayOfYear(thursday) / 7) + 1, year: thursday.getUTCFullYear() };
}

function formatted(format: string, instant: Instant, world: ProgramWorld): string {
  const at = new Date(instant);
  return format.replace(
    /%(:?)([-_0^]?)(\d?)([a-zA-Z%]?)/g,
    (whole, colon: string, flag: string, width: string, letter: string) => {
      if (whole === '%:z') return '+00:00';
      const composed = COMPOSED[letter];
      if (composed !== undefined && whole.length === 2) return formatted(composed, instant, world);
      const shown = DIRECTIVES[letter]?.(at);
      const isPlain = colon === '' && (width === '' || letter === 'N');
      if (shown === undefined || !isPlain || (typeof shown === 'string' && /[-_0]/.test(flag)))
        return refuse(`\`${whole}\``, world);
      if (typeof shown === 'string')
        return flag === '^' ? shown.toUpperCase() : shown.slice(0, Number(width) || shown.length);
      const [number, digits, fill = '0'] = shown;
      const filled = flag === '-' ? '' : flag === '_' ? ' ' : flag === '0' ? '0' : fill;
      return filled === '' ? String(number) : String(number).padStart(digits, filled);
    },
  );
}

export const datePrograms: readonly OwnProgram[] = [date];
