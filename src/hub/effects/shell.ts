/** The simulated shell that projects run their commands in. It reaches no file, process or network of the host. */
import type { Bash, CommandName } from 'just-bash';
import { refuse } from '../../core/errors.ts';
import { homeOf } from '../../core/files/paths.ts';
import type { Directory } from '../../core/files/tree.ts';
import type { Command, CommandResult } from '../../core/projects/command.ts';
import { updateProject } from '../../core/projects/projects.ts';
import type { CommandRunner, Hub } from '../hub.ts';
import { ProjectFileSystem } from './file-system.ts';
import { environmentOf, machineFiles, SHELL_PID, USER } from './machine.ts';
import { inWordsOfBash } from './messages.ts';
import { Places } from './places.ts';
import { resultOf } from './result.ts';
import { rewriting } from './rewriting.ts';
import { Run } from './run.ts';
import { start } from './start.ts';
import { suppliedCommands, suppliedNames, suppliedScripts } from './supplied-commands.ts';

export interface CommandOptions {
  /** How many commands run at once; more of them wait. 16 by default. */
  readonly maxRunning?: number;
  /** How many steps a command may take before it counts as one that never ends. 50,000 by default. */
  readonly maxSteps?: number;
  /** How long a command may keep this process busy, whatever its own time limit: 10,000 ms by default. */
  readonly maxBusyMs?: number;
  /** How much a command may print: 10,000,000 bytes by default. */
  readonly maxOutputBytes?: number;
  /** How much a project's files may hold before commands find the disk full: 256 MiB by default. */
  readonly maxDiskBytes?: number;
  /** Where the shell comes from: by default the optional package `just-bash`, `() => import('just-bash')`. */
  readonly load?: () => Promise<unknown>;
}

type ShellPackage = typeof import('just-bash');
type Limits = Required<Omit<CommandOptions, 'load' | 'maxRunning'>>;

interface Machine {
  readonly shell: ShellPackage;
  /** The shell's own commands that are there. */
  readonly commands: CommandName[];
  readonly filesFor: (project_id: string) => Directory;
}

const DEFAULTS = { maxSteps: 50_000, maxBusyMs: 10_000, maxOutputBytes: 10_000_000, maxDiskBytes: 256 * 2 ** 20 };

/** The shell's own programs that no project has, so that it is not found out what they would answer. */
const STRANGE = new Set(['html-to-markdown', 'xan']);

/** Runs commands in the shell, which is loaded for the first of them. */
export function simulatedShell({ load = loadShell, maxRunning = 16, ...options }: CommandOptions = {}): CommandRunner {
  const limits = { ...DEFAULTS, ...options };
  const places = new Places(maxRunning);
  let machine: Promise<Machine> | undefined;
  return async (hub, command) => {
    machine ??= machineOf(load);
    const ready = await machine.catch((fault) => {
      machine = undefined;
      throw notInstalled(fault);
    });
    return places.occupy(() => runCommand(hub, command, ready, limits));
  };
}

function loadShell(): Promise<ShellPackage> {
  return import('just-bash');
}

/** Without scripts, which would compile parts of the package that are not used here. */
const INSTALL =
  'npm install --save-dev --ignore-scripts just-bash, or npx --ignore-scripts -p cocalc-mock-hub -p just-bash cocalc-mock-hub';

function notInstalled(fault: unknown) {
  const why = `the optional package that runs them cannot be loaded; ${INSTALL} (${String(fault)})`;
  return refuse('unsimulated', { what: 'commands', why });
}

async function machineOf(load: () => Promise<unknown>): Promise<Machine> {
  const shell = (await load()) as ShellPackage;
  const commands = shell.getCommandNames().filter((name) => !STRANGE.has(name)) as CommandName[];
  return { shell, commands, filesFor: machineFiles([...commands, ...suppliedNames], suppliedScripts) };
}

async function runCommand(hub: Hub, command: Command, machine: Machine, limits: Limits): Promise<CommandResult> {
  const run = new Run(command, () => hub.clock.now());
  try {
    const result = await resultIn(run, fileSystem(hub, run, machine, limits), command, machine, limits);
    if (run.refusal === undefined) return { ...result, elapsedMs: elapsedMs(result, command, run) };
  } catch (fault) {
    throw run.refusal ?? fault;
  }
  throw run.refusal;
}

/** A command that was killed took all of its time, whatever it did with it. */
function elapsedMs({ failure }: CommandResult, { timeoutMs }: Command, { clock }: Run): number {
  return failure === 'timeout' ? timeoutMs : clock.elapsedMs;
}

async function resultIn(run: Run, fs: ProjectFileSystem, command: Command, machine: Machine, limits: Limits) {
  const started = await start(fs, command);
  if ('exit_code' in started) return started;

  const { line, args, env, file } = started;
  const bash = await bashFor(fs, command, run, machine, limits);
  const result = await bash.exec(line, { rawScript: true, args: [...args], env });
  const messages = { kept: run.keptMessages, unopened: fs.unopened };
  return resultOf(result, run, (text) => inWordsOfBash(text, file, messages));
}

function fileSystem(hub: Hub, run: Run, { filesFor }: Machine, { maxDiskBytes }: Limits): ProjectFileSystem {
  const { project_id } = run;
  const machine = filesFor(project_id);
  return new ProjectFileSystem({
    home: {
      path: homeOf(project_id),
      read: () => hub.state.projects.get(project_id)?.files,
      write: (files) => hub.update((state) => updateProject(state, project_id, (project) => ({ ...project, files }))),
    },
    machine,
    now: () => hub.clock.now(),
    check: ({ below }) => {
      if (below.bytes - machine.below.bytes > maxDiskBytes) run.abandon(tooMuchOnDisk(maxDiskBytes));
    },
  });
}

async function bashFor(
  fs: ProjectFileSystem,
  command: Command,
  run: Run,
  { shell, commands }: Machine,
  limits: Limits,
): Promise<Bash> {
  const { cwd, timeoutMs } = command;
  const { maxSteps, maxBusyMs, maxOutputBytes } = limits;
  const bash = new shell.Bash({
    fs,
    cwd: await fs.realpath(cwd),
    env: environmentOf(command),
    processInfo: { pid: SHELL_PID, ppid: 1, uid: USER.uid, gid: USER.gid },
    commands,
    customCommands: suppliedCommands(run),
    // It would change the host's globals while a command runs; what keeps commands in is that they reach only `fs`.
    defenseInDepth: false,
    executionLimitProfile: 'hardened',
    executionLimits: {
      maxCommandCount: maxSteps,
      maxLoopIterations: maxSteps,
      maxBraceExpansionResults: maxSteps,
      maxAwkIterations: maxSteps,
      maxSedIterations: maxSteps,
      maxJqIterations: maxSteps,
      maxExecutionTimeMs: Math.ceil(Math.min(timeoutMs, maxBusyMs)),
      maxOutputSize: maxOutputBytes,
    },
  });
  bash.registerTransformPlugin(rewriting);
  return bash;
}

function tooMuchOnDisk(bytes: number) {
  return { what: 'a command that stores more', why: `at most ${bytes} bytes a project, by \`commands.maxDiskBytes\`` };
}
