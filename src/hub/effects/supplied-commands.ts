/** All commands that are not the shell's own. */
import type { CustomCommand, ExecResult } from 'just-bash';
import { byteCommands } from './commands/bytes.ts';
import { chanceCommands } from './commands/chance.ts';
import { type CommandContext, original, output, printed, type Supplied, supply } from './commands/command.ts';
import { fileCommands } from './commands/files.ts';
import { processCommands } from './commands/processes.ts';
import { pythonCommands } from './commands/python.ts';
import { shellCommands } from './commands/shells.ts';
import { systemCommands } from './commands/system.ts';
import { timeCommands } from './commands/time.ts';
import { readingCommands } from './commands/unreadable.ts';
import { unsimulatedCommands, unsimulatedProgram } from './commands/unsimulated.ts';
import { plainly, understood } from './programs/forms.ts';
import { unknownInput } from './programs/input-rules.ts';
import { knownForms } from './programs/known-forms.ts';
import { ownPrograms } from './programs/own-programs.ts';
import { rawInput, startProgram, textFromBytes } from './programs/program.ts';
import { REAL_WAY } from './real-way.ts';
import type { Run } from './run.ts';
import { syntaxCommands } from './syntax/commands.ts';
import { MERGING } from './syntax/streams.ts';

const alone = ownPrograms.map(({ name, forms, perform }) =>
  supply(name, (args, context, run) => {
    const asked = understood(args, forms);
    return 'unknown' in asked
      ? run.refuse(context, unknownForm(name, asked.unknown))
      : perform(asked, { name, context, run });
  }),
);

const supplied = [
  ...unsimulatedCommands,
  ...fileCommands,
  ...systemCommands,
  ...timeCommands,
  ...shellCommands,
  ...chanceCommands,
  ...processCommands,
  ...byteCommands,
  ...pythonCommands,
  ...readingCommands,
  ...syntaxCommands,
  ...alone,
];

export const suppliedNames: readonly string[] = supplied.map(({ name }) => name);
const suppliedAlready: ReadonlySet<string> = new Set(suppliedNames);

/** Programs that are scripts: those that the shell has only built in. */
export const suppliedScripts: readonly (readonly [name: string, text: string])[] = [
  ['[', '[ "$@"'],
  ['test', 'test "$@"'],
];

/** The commands for the shell of one run. @param names of the shell's own */
export function suppliedCommands(run: Run, names: readonly string[]): CustomCommand[] {
  return programsOf(names).map(({ name, execute }) => ({
    name,
    execute: async (args, context) => {
      if (args.some((arg) => arg.includes('\0'))) return run.refuse(context, ZERO_BYTE);
      if (run.timedOut) return run.end(context);
      const guarded = run.isRaw() ? execute : guardedBy(name, execute);
      const input = context.stdin as unknown as string;
      const known = withKnownWords(name, args, context, run);
      const result = await guarded(args, PASSING.has(name) ? known : watched(known, name, args, input, run), run);
      // A script inside may have turned out to be unknown.
      return run.refusal === undefined ? asTexts(result) : run.end(context);
    },
  }));
}

/** Programs that hand their input to another one, unread. */
const PASSING = new Set([
  'env',
  'timeout',
  'python',
  'python3',
  'nice',
  'setsid',
  MERGING,
  'bash',
  'sh',
  ...syntaxCommands.map(({ name }) => name),
]);

/** Of the shell that has been asked for last: a process has one. */
let lastKnown:
  | { readonly names: readonly string[]; readonly programs: readonly (typeof supplied)[number][] }
  | undefined;

function programsOf(names: readonly string[]) {
  if (lastKnown?.names !== names) {
    const own = names.filter(isOfShell).map((name) => supply(name, original));
    lastKnown = { names, programs: [...own, ...supplied] };
  }
  return lastKnown.programs;
}

/** The same, and it is noted when the program reads its input. */
function watched(
  context: CommandContext,
  name: string,
  args: readonly string[],
  input: string,
  run: Run,
): CommandContext {
  const { stdin } = context;
  return Object.defineProperty({ ...context }, 'stdin', {
    enumerable: true,
    get: () => {
      run.inputs.take(input, stopsEarly(name, args) ? 'part' : 'all', run.isInside);
      return stdin;
    },
  });
}

/** Whether the program may leave some of its input to others: how much depends on its buffers. */
function stopsEarly(name: string, args: readonly string[]): boolean {
  switch (name) {
    case 'head':
      return true;
    case 'sed':
      return args.some((arg) => /(?:^|[\s\d$/;{}!])[qQ]/.test(arg));
    case 'awk':
      return args.some((arg) => /\bexit\b/.test(arg));
    case 'grep':
      return args.some((arg) => /^-[A-Za-z]*[qmlL]|^--(?:quiet|silent|max-count|files-with)/.test(arg));
    default:
      return false;
  }
}

/** A real bash drops it from what it makes a word of, and says so. */
const ZERO_BYTE = { what: 'a byte that is zero in a word', why: `its shell keeps it; ${REAL_WAY}` };

/** Complaints behind which a real bash goes another way. */
function isUncertain(text: string): boolean {
  return / (?:unbound variable$|\(error token is )/m.test(text);
}

/** Programs that hand on what they read, or read it as programs of the simulation's own do. */
const KNOWING_WORDS = new Set(
  ['cat', 'tee', MERGING, ...ownPrograms.map(({ name }) => name)].filter((name) => name !== 'awk' && name !== 'jq'),
);

/** What the shell has to say goes to a program in the words of a real one, or not at all. */
function withKnownWords(name: string, args: readonly string[], context: CommandContext, run: Run): CommandContext {
  const input = context.stdin as unknown as string;
  const stdin = run.words(input);
  const isAmongArgs = args.some((arg) => {
    const message = arg.slice(Math.max(0, arg.indexOf('bash: ')));
    return run.words(message) !== message;
  });
  const isHandedOn = name === 'cat' ? args.length === 0 : KNOWING_WORDS.has(name);
  if (isAmongArgs || (stdin !== input && !isHandedOn) || isUncertain(input)) {
    const why = `its shell says it in other words; ${REAL_WAY}`;
    return run.refuse(context, { what: `a complaint of bash for \`${name}\``, why });
  }
  return stdin === input ? context : { ...context, stdin: stdin as unknown as CommandContext['stdin'] };
}

/** Only the forms that are known come to the program, in plain words. */
function guardedBy(name: string, execute: Supplied['execute']): Supplied['execute'] {
  const forms = knownForms[name];
  if (forms === undefined) return isOfShell(name) ? refuseProgram(name) : execute;
  return async (args, context, run) => {
    const asked = understood(args, forms);
    if ('unknown' in asked) return run.refuse(context, unknownForm(name, asked.unknown));
    // Behind `--` an operand may look like an option, and most of the shell's own programs take it for one.
    const strange = asked.operands.find((operand) => operand.startsWith('-') && operand !== '-');
    if (strange !== undefined && forms.isOrdered !== true)
      return run.refuse(context, unknownForm(name, `\`${strange}\``));
    const device = asked.operands.find((operand) => /^\/dev\/(?!null$|fd\/)/.test(operand));
    if (device !== undefined) return run.refuse(context, unknownForm(name, `\`${device}\``));
    const met = await unknownInput(name, asked, context);
    if (met !== undefined) return run.refuse(context, unknownForm(name, met));
    const plain = plainly(asked);
    const isReading =
      READING.has(name) && (asked.operands.length === 0 || asked.operands.includes('-') || name === 'tee');
    const input = isReading ? rawInput(context) : undefined;
    if (input !== undefined && TEXT_ONLY.has(name))
      return run.refuse(context, unknownForm(name, 'bytes that are no text'));
    if (input === undefined) return complained(name, await execute(plain, context, run), context, run);
    // The shell gives its own programs the input as it has it, with characters in the place of bytes.
    return run.raw(() =>
      startProgram(`/usr/bin/${name}`, plain, context, { input }).then((result) => result ?? printed()),
    );
  };
}

/** The shell's own programs that read their input. */
const READING = new Set([
  'cat',
  'column',
  'comm',
  'expand',
  'gunzip',
  'gzip',
  'join',
  'rev',
  'strings',
  'tac',
  'tee',
  'unexpand',
  'zcat',
]);

/** Programs that take their input for characters. */
const TEXT_ONLY = new Set(['rev', 'column']);

/** Programs whose complaints the shell words in its own way. */
const OTHER_WORDS = new Set(['gzip', 'gunzip', 'zcat', 'chmod', 'touch', 'tee', 'expr', 'basename', 'dirname']);

function complained(name: string, result: ExecResult, context: CommandContext, run: Run): ExecResult {
  const isOther = OTHER_WORDS.has(name) && result.stderr !== '' && !/^chmod: cannot access/.test(result.stderr);
  if (!isOther) return result;
  return run.refuse(context, unknownForm(name, `\`${result.stderr.trim()}\``));
}

/** Whether the shell's own program of that name is run as it is. */
function isOfShell(name: string): boolean {
  return !suppliedAlready.has(name);
}

function refuseProgram(name: string): Supplied['execute'] {
  return (_args, context, run) => run.refuse(context, unsimulatedProgram(name));
}

function unknownForm(name: string, what: string) {
  return { what: `${what} of \`${name}\``, why: `it has not been held against the real one; ${REAL_WAY}` };
}

/** The output as text, in which bytes that are no text are characters of their own: see `encoding.ts`. */
function asTexts(result: ExecResult): ExecResult {
  const { stdoutKind, stdoutEncoding, ...rest } = result;
  const isBytes = stdoutKind === 'bytes' || (stdoutKind === undefined && stdoutEncoding === 'binary');
  if (!isBytes || !/[\x80-\xff]/.test(result.stdout)) return { ...rest, stdoutKind: 'text' };
  return output({ ...rest }, { stdout: textFromBytes(result.stdout), stdoutKind: 'text' });
}
