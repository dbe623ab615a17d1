/** Commands that tell the time, or let it pass: the hub's, and the run's own. */
import { DAY, HOUR, type Instant, MINUTE, SECOND } from '../../../core/instant.ts';
import { quoteWord } from '../quoting.ts';
import { original, printed, supply } from './command.ts';

const sleep = supply('sleep', async (args, context, run) => {
  const durations = args.map(durationMs);
  if (args.length === 0 || durations.includes(undefined)) return original(args, context);
  await run.sleep(durations.reduce((sum: number, ms) => sum + (ms ?? 0), 0));
  if (run.timedOut) run.end(context);
  return printed();
});

const timeout = supply('timeout', async (args, context, run) => {
  const at = args.findIndex((arg, index) => !arg.startsWith('-') && !TAKES_VALUE.test(args[index - 1] ?? ''));
  const ms = durationMs(args[at] ?? '');
  const [program, ...rest] = args.slice(at + 1);
  if (ms === undefined || ms === 0 || program === undefined || context.execWithInheritedStdin === undefined) {
    return original(args, context);
  }
  const over = new AbortController();
  const lift = run.clock.limit(ms, () => over.abort());
  try {
    const { cwd } = context;
    const result = await context.execWithInheritedStdin(quoteWord(program), { cwd, args: rest, signal: over.signal });
    return over.signal.aborted ? { ...result, stderr: '', exitCode: 124 } : result;
  } finally {
    lift();
  }
});

const TAKES_VALUE = /^(-k|-s|--kill-after|--signal)$/;

const date = supply('date', async (args, context, run) => {
  const [given, others] = withoutDate(args);
  const now = await run.now();
  const instant = given === undefined ? now : instantOf(given, now);
  const shown = others.map((arg) => withFractions(ISO_FORMATS[arg] ?? arg, instant ?? 0));
  const when = instant === undefined ? (given as string) : `@${Math.floor(instant / SECOND)}`;
  return original([...shown, '-d', when], context);
});

/** The text after `-d`, and all the rest. */
function withoutDate(args: readonly string[]): [string | undefined, readonly string[]] {
  const at = args.findIndex((arg) => arg === '-d' || arg.startsWith('--date'));
  const option = args[at];
  if (option === undefined) return [undefined, args];
  if (option.startsWith('--date=')) return [option.slice('--date='.length), args.toSpliced(at, 1)];
  return [args[at + 1] ?? '', args.toSpliced(at, 2)];
}

/** What a text means as of `now`; `undefined` where it means the same at any time. */
function instantOf(text: string, now: Instant): Instant | undefined {
  const [, sign = '', count = '1', unit = '', ago] =
    /^([+-]?)(\d+)? *(second|sec|minute|min|hour|day|week)s?( ago)?$/.exec(DAYS[text] ?? text) ?? [];
  if (unit === '') return undefined;
  const direction = (sign === '-') === (ago === undefined) ? -1 : 1;
  return now + direction * Number(count) * (UNITS[unit] ?? 0);
}

const DAYS: Readonly<Record<string, string>> = {
  now: '0 days',
  today: '0 days',
  yesterday: '1 day ago',
  tomorrow: '1 day',
};

const UNITS: Readonly<Record<string, number>> = {
  second: SECOND,
  sec: SECOND,
  minute: MINUTE,
  min: MINUTE,
  hour: HOUR,
  day: DAY,
  week: 7 * DAY,
};

const ISO_DAY = '+%Y-%m-%d';
const ISO_SECOND = '+%Y-%m-%dT%H:%M:%S+00:00';

const ISO_FORMATS: Readonly<Record<string, string>> = {
  '-I': ISO_DAY,
  '-Idate': ISO_DAY,
  '--iso-8601': ISO_DAY,
  '--iso-8601=date': ISO_DAY,
  '-Is': ISO_SECOND,
  '-Iseconds': ISO_SECOND,
  '--iso-8601=seconds': ISO_SECOND,
};

/** The format with fractions of the second filled in, which the shell has only in whole seconds. */
function withFractions(format: string, instant: Instant): string {
  if (!format.startsWith('+')) return format;
  const fraction = String(instant % SECOND)
    .padStart(3, '0')
    .padEnd(9, '0');
  return format.replace(/%%|%(\d?)N/g, (directive, digits) =>
    directive === '%%' ? directive : fraction.slice(0, Number(digits) || 9),
  );
}

const touch = supply('touch', async (args, context, run) => {
  const names = args.filter((arg) => !arg.startsWith('-'));
  const flags = args.filter((arg) => arg.startsWith('-'));
  if (names.length === 0 || flags.some((flag) => !/^-[acm]+$/.test(flag))) return original(args, context);
  // Made by the shell's own command where that is needed, then dated by the hub's clock instead of the system's.
  const touched = await original(args, context);
  const now = new Date(await run.now());
  for (const name of names) {
    const path = context.fs.resolvePath(context.cwd, name);
    if (touched.exitCode === 0 && (await context.fs.exists(path))) await context.fs.utimes(path, now, now);
  }
  return touched;
});

/** How long `5`, `0.5s`, `2m` or `infinity` is; `undefined` for anything else. */
function durationMs(text: string): number | undefined {
  if (text === 'infinity' || text === 'inf') return Number.POSITIVE_INFINITY;
  const [, count, unit = 's'] = /^(\d+\.?\d*|\.\d+)([smhd]?)$/.exec(text) ?? [];
  return count === undefined ? undefined : Number(count) * (DURATIONS[unit || 's'] ?? 0);
}

const DURATIONS: Readonly<Record<string, number>> = { s: SECOND, m: MINUTE, h: HOUR, d: DAY };

export const timeCommands = [sleep, timeout, date, touch];
