/** Commands that tell the time, or let it pass: the hub's, and the run's own. */
import { DAY, HOUR, MINUTE, SECOND } from '../../../core/instant.ts';
import { meantBy } from '../programs/dating.ts';
import { quoteWord } from '../quoting.ts';
import { REAL_WAY } from '../real-way.ts';
import { original, output, printed, supply } from './command.ts';

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
    if (!over.signal.aborted) return result;
    const { stdout, stderr } = run.takeKilled() ?? { stdout: result.stdout, stderr: '' };
    return output(result, { stdout, stderr, exitCode: 124 });
  } finally {
    lift();
  }
});

const TAKES_VALUE = /^(-k|-s|--kill-after|--signal)$/;

const touch = supply('touch', async (args, context, run) => {
  const at = args.indexOf('-d');
  const others = at === -1 ? args : args.toSpliced(at, 2);
  const now = await run.now();
  const when = at === -1 ? now : meantBy(args[at + 1] ?? '', now);
  if (when === undefined) {
    return run.refuse(context, {
      what: `the date \`${args[at + 1]}\` of \`touch\``,
      why: `it has not been held against the real one; ${REAL_WAY}`,
    });
  }
  // Made by the shell's own command where that is needed, then dated by the hub's clock instead of the system's.
  const touched = await original(others, context);
  for (const name of others.filter((arg) => !arg.startsWith('-'))) {
    const path = context.fs.resolvePath(context.cwd, name);
    if (touched.exitCode === 0 && (await context.fs.exists(path)))
      await context.fs.utimes(path, new Date(when), new Date(when));
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

export const timeCommands = [sleep, timeout, touch];
