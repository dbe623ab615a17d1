/** Running a command in the shell: the part that is the same in a process of its own and in a page. */
import type { Bash, CommandName } from 'just-bash';
import type { Command, CommandResult } from '../../core/projects/command.ts';
import { type AskFiles, CommandFiles } from './files/command-files.ts';
import type { KnownFiles } from './files/known-files.ts';
import { environmentOf, SHELL_PID, USER } from './machine.ts';
import { OF_HUB } from './message-lines.ts';
import { inWordsOfBash } from './messages.ts';
import { encodeProgramRequest, type ProgramAnswer } from './notebook/program-request.ts';
import { REAL_WAY } from './real-way.ts';
import { type CommandEnd, commandEndOf, shellFails, timedEnd, unknownLine } from './result.ts';
import { Run, type RunHost } from './run.ts';
import type { Start } from './start.ts';
import { suppliedCommands, suppliedNames, suppliedScripts } from './supplied-commands.ts';
import { unfinishedPart } from './syntax/grammar.ts';
import { rewriting, rewrittenText } from './syntax/rewriting.ts';

type ShellPackage = typeof import('just-bash');

export interface CommandAssignment {
  readonly command: Command;
  readonly maxSteps: number;
  /** How long it may compute, in real time. */
  readonly maxBusyMs: number;
  readonly maxOutputBytes: number;
  /** How much its parts may print in all, into files and for each other. */
  readonly maxHeldBytes: number;
}

interface ExecutionHost extends RunHost {
  readonly files: AskFiles;
  /** What need not be asked for. */
  readonly known?: KnownFiles;
  /** Runs the program of Python that has been uploaded. Where there is no such thing, no process is watched from outside. */
  python?(upload: number): Promise<ProgramAnswer>;
}

/** The programs of the machine's folder /usr/bin. */
export interface Programs {
  /** Names of those that the shell has, and knows by the files' names. */
  readonly names: readonly string[];
  /** Others, which are scripts. */
  readonly scripts: readonly (readonly [name: string, text: string])[];
}

export interface Shell {
  readonly programs: Programs;
  execute(assignment: CommandAssignment, start: Start, host: ExecutionHost): Promise<CommandEnd>;
}

/** The shell's own programs that no project has, so that it is not found out what they would answer. */
const STRANGE = new Set(['html-to-markdown', 'xan']);

export function shellOf(loaded: unknown): Shell {
  const shell = loaded as ShellPackage;
  const commands = shell.getCommandNames().filter((name) => !STRANGE.has(name)) as CommandName[];
  return {
    programs: { names: [...commands, ...suppliedNames], scripts: suppliedScripts },
    execute: (assignment, start, host) => execute({ shell, commands, start }, assignment, host),
  };
}

interface Ready {
  readonly shell: ShellPackage;
  /** Its own that projects have. */
  readonly commands: CommandName[];
  readonly start: Start;
}

async function execute(ready: Ready, assignment: CommandAssignment, host: ExecutionHost): Promise<CommandEnd> {
  const { shell, start } = ready;
  const { command, maxOutputBytes } = assignment;
  const run = new Run(command, host, (source) => rewrittenText(source, shell, run));
  const notKnown = (path: string) => run.note({ what: `the file \`${path}\` there`, why: REAL_WAY });
  const files = new CommandFiles(host.files, notKnown, host.known);
  const { python } = host;
  if (python !== undefined) run.python = async (request) => python(await files.upload(encodeProgramRequest(request)));
  try {
    const { line, args, env, file } = start;
    const unfinished = file === undefined ? undefined : unfinishedPart(file.source, shell.parse);
    if (unfinished !== undefined) return { unsimulated: { what: unfinished, why: REAL_WAY } };
    const messages = {
      kept: run.keptMessages,
      unopened: files.unopened,
      unsure: (message: string) => run.note(unknownLine(message)),
    };
    const words = (text: string) => inWordsOfBash(text, file, messages);
    // Where the script has such words of its own they are left alone.
    if (file?.source.includes('bash: ') === false) {
      run.words = words;
      files.words = words;
    }
    run.isOneLine = !/\n./.test(file?.source.replace(OF_HUB, '') ?? '');
    run.isPlain = run.isOneLine;
    const bash = bashFor(ready, files, assignment, run);
    const result = await bash.exec(line, { rawScript: true, args: [...args], env });
    const read = directoryRead(result.stderr, files.readDirectories);
    if (read !== undefined) return { unsimulated: { what: `the directory \`${read}\` as input`, why: REAL_WAY } };
    const end = commandEndOf(result, run, words);
    if (!('result' in end)) return end;
    if (encodedLength(end.result) > maxOutputBytes) return { unsimulated: tooMuchPrinted(maxOutputBytes) };
    return timedEnd(end.result, command);
  } catch (fault) {
    return { unsimulated: run.refusal ?? shellFails(fault) };
  }
}

/** The shell says that it is not there, and each program of a real machine something else. */
function directoryRead(stderr: string, directories: readonly string[]): string | undefined {
  const lines = stderr.matchAll(/^bash: (?:line \d+: )?(.+): No such file or directory$/gm);
  const names = Array.from(lines, ([, name = '']) => name);
  return names.find((name) => directories.some((path) => `/${path}`.endsWith(`/${name.replace(/^[./]+|\/$/g, '')}`)));
}

/** In characters of JSON, which has six for each zero; the hub makes an answer of it, for which nobody should have to wait. */
function encodedLength({ stdout, stderr }: CommandResult): number {
  return JSON.stringify([stdout, stderr]).length;
}

function tooMuchPrinted(maxOutputBytes: number) {
  const why = `at most ${maxOutputBytes} bytes as JSON has them, by \`commands.maxOutputBytes\``;
  return { what: 'a command that prints more', why };
}

/** How long a step takes, on the command's own clock: as a real bash takes for the shortest ones. */
const STEP_MS = 0.02;

function bashFor(
  { shell, commands, start }: Ready,
  files: CommandFiles,
  { command, maxSteps, maxBusyMs, maxHeldBytes }: CommandAssignment,
  run: Run,
): Bash {
  const affordable = Math.max(1, Math.floor(command.timeoutMs / STEP_MS));
  run.isTimeOfSteps = affordable <= maxSteps;
  const steps = Math.min(maxSteps, affordable);
  const bash = new shell.Bash({
    fs: files,
    cwd: start.cwd,
    env: environmentOf(command),
    processInfo: { pid: SHELL_PID, ppid: 1, uid: USER.uid, gid: USER.gid },
    commands,
    customCommands: suppliedCommands(run, commands),
    // It would change the globals of a page while a command runs; what keeps commands in is that they reach only `fs`.
    defenseInDepth: false,
    executionLimitProfile: 'hardened',
    executionLimits: {
      maxCommandCount: steps,
      maxLoopIterations: steps,
      maxBraceExpansionResults: maxSteps,
      maxAwkIterations: maxSteps,
      maxSedIterations: maxSteps,
      maxJqIterations: maxSteps,
      // Who watches from outside knows how long a program of Python has computed, which is another process.
      maxExecutionTimeMs: run.python === undefined ? Math.ceil(maxBusyMs) : Number.POSITIVE_INFINITY,
      maxOutputSize: maxHeldBytes,
    },
  });
  bash.registerTransformPlugin(rewriting(run, shell.parse));
  return bash;
}
