/** What programs say of files that they cannot read, as GNU's and those of Debian 12 say it. */
import type { ExecResult } from 'just-bash';
import { FileError, type FileErrorCode } from '../../../core/files/file-error.ts';
import { shownName } from '../quoting.ts';
import type { Run } from '../run.ts';
import { type CommandContext, original, output, printed, supply } from './command.ts';

/** Why a file cannot be read: in an operating system's words, or since it is a directory. */
export interface ReadingFault {
  readonly file: string;
  readonly words: string;
  readonly isDirectory: boolean;
}

const MAY_READ = 0o400;

/** @returns `undefined` for a file that can be read. */
export async function faultOf({ fs, cwd }: CommandContext, file: string): Promise<ReadingFault | undefined> {
  const because = (code: FileErrorCode) => ({ file, words: new FileError(code).text, isDirectory: code === 'EISDIR' });
  try {
    // The file system drops a slash at the end, which stands for a directory.
    const { isDirectory, mode } = await fs.stat(fs.resolvePath(cwd, file));
    if (isDirectory) return because('EISDIR');
    if (file.endsWith('/')) return because('ENOTDIR');
    return (mode & MAY_READ) === 0 ? because('EACCES') : undefined;
  } catch (fault) {
    const [code = ''] = /E[A-Z]+/.exec(String(fault)) ?? [];
    return because(code as FileErrorCode);
  }
}

interface Program {
  readonly missing: (fault: ReadingFault) => string;
  readonly exitCode: number;
  /** `undefined`: what it prints besides is not simulated. */
  readonly directory: ((fault: ReadingFault) => string) | undefined;
}

/** `<name>: <file>: <words>`, as GNU's programs complain. */
export function plainComplaint(name: string): (fault: ReadingFault) => string {
  return ({ file, words }) => `${name}: ${shownName(file)}: ${words}`;
}

/** With that complaint, and 1. */
function program(name: string, differing: Partial<Program> = {}): Program {
  const plain = plainComplaint(name);
  return { missing: plain, directory: plain, exitCode: 1, ...differing };
}

const inTypographicQuotes = ({ file, words }: ReadingFault) => `find: ‘${file}’: ${words}`;

/** Programs of the shell that name the file, go on with the others as real ones do, and only word it otherwise. */
const REWORDED: Readonly<Record<string, Program>> = {
  cat: program('cat'),
  stat: program('stat', { missing: ({ file, words }) => `stat: cannot statx '${file}': ${words}` }),
  find: program('find', { missing: inTypographicQuotes, directory: inTypographicQuotes }),
  jq: program('jq', {
    missing: ({ file, words }) => `jq: error: Could not open file ${file}: ${words}`,
    directory: undefined,
    exitCode: 2,
  }),
};

/** How the shell's own ones word it. */
const OF_SHELL = /^(\w+): (?:cannot (?:access|stat) )?(?:'(.+)'|(.+)): (?:No such file or directory|Is a directory)$/;

/** The result with each complaint of the program about a file in the real one's words. */
export async function reworded(
  name: string,
  result: ExecResult,
  context: CommandContext,
  run: Run,
): Promise<ExecResult> {
  const words = REWORDED[name];
  if (words === undefined) return result;
  let exitCode = result.exitCode;
  const complaints: string[] = [];
  const kept = async (text: string): Promise<string> => {
    const lines: string[] = [];
    for (const line of text.split('\n')) {
      const [, program, quoted, bare] = OF_SHELL.exec(line) ?? [];
      const fault = program === name ? await faultOf(context, quoted ?? bare ?? '') : undefined;
      if (fault === undefined) lines.push(line);
      else {
        complaints.push(complaint(words, fault, context, run));
        exitCode = Math.max(exitCode, words.exitCode);
      }
    }
    return lines.join('\n');
  };
  const stderr = await kept(result.stderr);
  if (complaints.length === 0) return result;
  return output(result, { stderr: complaints.map((line) => `${line}\n`).join('') + stderr, exitCode });
}

function complaint({ missing, directory }: Program, fault: ReadingFault, context: CommandContext, run: Run): string {
  if (!fault.isDirectory) return missing(fault);
  if (directory !== undefined) return directory(fault);
  return run.refuse(context, {
    what: `reading the directory '${fault.file}'`,
    why: 'what is printed then is not known',
  });
}

/** Programs of the shell that leave out which file it was, or stop where real ones do not. */
interface Reader extends Program {
  /** Options that take the next argument. */
  readonly valued: string;
  /** How many of the first operands are no files, unless one of the options `scripted` stands in their place. */
  readonly before?: number;
  readonly scripted?: string;
  /** The faults that end it, with nothing printed, or with what it has printed of the files before; else it goes on. */
  readonly stops?: 'before all' | 'there';
}

function reader(name: string, valued: string, differing: Partial<Reader> = {}): Reader {
  return { ...program(name, differing), valued, ...differing };
}

export const AWK = reader('awk', 'Fvf', {
  before: 1,
  scripted: 'f',
  stops: 'there',
  missing: ({ file, words }) => `awk: cannot open ${file} (${words})`,
  directory: ({ words }) => `awk: read error (${words})`,
  exitCode: 2,
});

const READERS: Readonly<Record<string, Reader>> = {
  column: reader('column', 'cosNRTHlEW', {
    missing: ({ file, words }) => `column: ${file}: ${words}`,
    directory: ({ words }) => `column: read failed: ${words}`,
  }),
  comm: reader('comm', '', { stops: 'before all' }),
  expand: reader('expand', 't'),
  join: reader('join', 't12oeavj', { stops: 'before all', directory: ({ words }) => `join: read error: ${words}` }),
  rev: reader('rev', '', {
    missing: ({ file, words }) => `rev: cannot open ${file}: ${words}`,
    directory: ({ file, words }) => `rev: ${file}: 0: ${words}`,
  }),
  strings: reader('strings', 'ne', {
    missing: ({ file }) => `strings: '${file}': No such file`,
    directory: ({ file }) => `strings: Warning: '${file}' is a directory`,
  }),
  tac: reader('tac', 's', {
    missing: ({ file, words }) => `tac: failed to open '${file}' for reading: ${words}`,
    directory: ({ file }) => `tac: ${shownName(file)}: read error: Invalid argument`,
  }),
  unexpand: reader('unexpand', 't'),
};

/** What a program does that reads the files among its arguments; `read` is the shell's, for those that can be read. */
export async function reading(
  program: Reader,
  args: readonly string[],
  context: CommandContext,
  run: Run,
): Promise<ExecResult> {
  const { stops } = program;
  const files = filesIn(args, program);
  const faults = new Map<number, ReadingFault>();
  for (const at of files) {
    const fault = await faultOf(context, args[at] ?? '');
    if (fault !== undefined) faults.set(at, fault);
  }
  if (faults.size === 0) return original(args, context);

  const [first = 0] = faults.keys();
  const end = stops === undefined ? Number.POSITIVE_INFINITY : first;
  const told = [...faults].filter(([at]) => at <= end).map(([, fault]) => fault);
  const left = files.filter((at) => !faults.has(at) && at < end && stops !== 'before all');
  const dropped = new Set(files.filter((at) => !left.includes(at)));
  const rest = args.filter((_, at) => !dropped.has(at));
  const read: ExecResult = left.length === 0 ? printed() : await original(rest, context);
  const lines = told.map((fault) => `${complaint(program, fault, context, run)}\n`).join('');
  return output(read, { stderr: lines + read.stderr, exitCode: Math.max(read.exitCode, program.exitCode) });
}

/** Where the arguments are that are no options and no values of options. */
function operandsOf(args: readonly string[], valued: string): readonly number[] {
  const end = args.indexOf('--');
  return [...args.keys()].filter((at) => {
    if (end !== -1 && at >= end) return at > end;
    const [arg = '', before = ''] = [args[at], args[at - 1]];
    const isOption = arg.startsWith('-') && arg !== '-';
    return !isOption && !(/^-[^-]*$/.test(before) && before.length > 1 && valued.includes(before.at(-1) ?? ''));
  });
}

/** Which of the arguments are files: neither standard input nor what sets a variable of awk. */
function filesIn(args: readonly string[], { valued, before = 0, scripted = '' }: Reader): readonly number[] {
  const isScripted = args.some((arg) => /^-[^-]/.test(arg) && scripted.includes(arg.charAt(1)));
  const operands = operandsOf(args, valued).slice(isScripted ? 0 : before);
  const isAwk = scripted === 'f';
  return operands.filter((at) => args[at] !== '-' && !(isAwk && /^[A-Za-z_]\w*=/.test(args[at] ?? '')));
}

const cat = supply('cat', async (args, context, run) => reworded('cat', await original(args, context), context, run));

const readers = Object.entries(READERS).map(([name, words]) =>
  supply(name, (args, context, run) => reading(words, args, context, run)),
);

export const readingCommands = [cat, ...readers];
