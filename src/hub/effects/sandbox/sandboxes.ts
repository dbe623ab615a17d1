/** Runs the commands of a hub's projects in sandboxes: each project is laid out in a folder, and what a command changes there is taken in. */
import { Refusal } from '../../../core/errors.ts';
import { LONGEST_NAME } from '../../../core/files/paths.ts';
import type { Command, CommandResult, SpawnFailure } from '../../../core/projects/command.ts';
import { spawned } from '../../../core/projects/exec.ts';
import type { HubCell } from '../../cell.ts';
import { environmentOf } from '../machine.ts';
import { nextTurn } from '../process/real-time.ts';
import type { SandboxLimits } from './options.ts';
import { PlacesOnDisk } from './places-on-disk.ts';
import { type NotStarted, runInSandbox } from './run-in-sandbox.ts';
import { type Runtime, type Sandbox, unavailable } from './runtime.ts';
import { freeAt } from './usage.ts';
import { Workspace } from './workspace.ts';

/** What even the shortest of all programs takes. */
const SHORTEST_RUN_MS = 2;

export class Sandboxes {
  readonly #runtime: Runtime;
  readonly #limits: SandboxLimits;
  #disk: PlacesOnDisk | undefined;
  /** Those used last are last. */
  #workspaces: readonly LaidOut[] = [];

  constructor(runtime: Runtime, limits: SandboxLimits) {
    this.#runtime = runtime;
    this.#limits = limits;
  }

  /** @throws Refusal by name where there can be no sandbox, for what is beyond its limits, and for what a project cannot hold. */
  async run(hub: HubCell, command: Command): Promise<CommandResult> {
    const failure = command.timeoutMs < SHORTEST_RUN_MS ? 'timeout' : tooLongToStart(command);
    if (failure !== undefined) return { stdout: '', stderr: '', exit_code: 1, failure };
    const workspace = this.#workspaceOf(hub, command);
    await workspace.enter(hub, command);
    let result: CommandResult;
    try {
      const running = this.#run(workspace, command);
      if (this.#runtime.isEarly) void nextTurn().then(() => this.#makeReady(workspace));
      result = await running;
    } catch (fault) {
      workspace.abandon();
      throw fault;
    }
    await workspace.leave(hub, command);
    return result;
  }

  /** Runs the command in the sandbox that waits for it; one that has ended meanwhile has not begun the command. */
  async #run(workspace: Workspace, command: Command): Promise<CommandResult> {
    const ready = workspace.takeReady();
    const early = ready && (await this.#runIn(ready, workspace, command));
    if (early !== undefined && !('complaint' in early)) return early;
    const result = await this.#runIn(this.#runtime.start(workspace.room), workspace, command);
    if ('complaint' in result) throw notMade(result.complaint, this.#runtime.whereNone);
    return result;
  }

  async #runIn(sandbox: Sandbox, workspace: Workspace, command: Command): Promise<CommandResult | NotStarted> {
    let leave = () => {};
    let isRunning = true;
    try {
      return await runInSandbox(sandbox, command, {
        limits: this.#limits,
        check: this.#diskCheck(workspace, () => isRunning),
        onEnd: (end) => {
          leave = workspace.endWith(end);
        },
      });
    } finally {
      isRunning = false;
      leave();
    }
  }

  /**
   * Has a sandbox wait for the next command, since making one takes longer than most commands: it is made while this one
   * runs, so that one that follows at once need not wait for it either.
   */
  #makeReady(workspace: Workspace): void {
    if (workspace.isGone || workspace.isReady || !this.#workspaces.some((one) => one.workspace === workspace)) return;
    try {
      workspace.setReady(this.#runtime.start(workspace.room));
    } catch {
      // The command that runs may have taken what is left of processes. The next one makes its own, or says why not.
      return;
    }
    // Those that are not used much wait for nothing.
    for (const { workspace: other } of this.#workspaces.slice(0, -MOST_READY)) other.setReady(undefined);
  }

  #workspaceOf(hub: HubCell, { project_id, home }: Command): Workspace {
    const isIt = (one: LaidOut) => one.project_id === project_id && one.hub.deref() === hub;
    const living = this.#workspaces.filter(({ workspace }) => !workspace.isGone);
    this.#disk ??= new PlacesOnDisk(this.#runtime.owner);
    const it = living.find(isIt) ?? this.#laidOut(hub, new Workspace({ project_id, home }, this.#disk, this.#limits));
    const others = living.filter((one) => one !== it);
    const surplus = Math.max(0, others.length + 1 - this.#limits.maxProjects);
    const evicted = others.filter(({ workspace }) => !workspace.isRunning).slice(0, surplus);
    for (const { workspace } of evicted) workspace.discard();
    this.#workspaces = [...others.filter((one) => !evicted.includes(one)), it];
    return it.workspace;
  }

  #laidOut(hub: HubCell, workspace: Workspace): LaidOut {
    // What still runs then can change nothing any more.
    hub.onEnd(() => workspace.discard());
    return { hub: new WeakRef(hub), project_id: workspace.room.project_id, workspace };
  }

  /** Runs a program that does nothing. @throws Refusal by name where there can be no sandbox. */
  async check(): Promise<void> {
    this.#disk ??= new PlacesOnDisk(this.#runtime.owner);
    const workspace = new Workspace(CHECK, this.#disk, this.#limits);
    try {
      const { exit_code, failure } = await this.#run(workspace, CHECK);
      if (exit_code !== 0 || failure !== undefined) throw unavailable(`\`true\` fails in it (${failure ?? exit_code})`);
    } finally {
      workspace.discard();
    }
  }

  /** Ends what stands ready, and removes all folders. */
  close(): void {
    for (const { workspace } of this.#workspaces) workspace.discard();
    this.#workspaces = [];
    this.#disk?.close();
    this.#disk = undefined;
  }

  /** Looks at a running command's folders whenever the disk has become much fuller, and now and then besides. */
  #diskCheck(workspace: Workspace, isRunning: () => boolean): () => Refusal | undefined {
    const { maxDiskBytes, maxFiles } = this.#limits;
    let refusal: Refusal | undefined;
    let counted = freeAt(workspace.room.path);
    let isCounting = false;
    let ticks = 0;
    let pause = LEAST_PAUSE;
    return () => {
      if (workspace.isGone) return refusal;
      ticks += 1;
      const free = freeAt(workspace.room.path);
      const isFuller = counted.bytes - free.bytes > maxDiskBytes / 4 || counted.files - free.files > maxFiles / 4;
      if (isCounting || (!isFuller && ticks < pause)) return refusal;
      [isCounting, counted, ticks] = [true, free, 0];
      workspace
        .checkUsage(isRunning)
        .catch((fault) => {
          // A folder that has just been removed tells nothing.
          if (fault instanceof Refusal) refusal = fault;
        })
        .finally(() => {
          // Counting many files takes its time, which is not to be all there is.
          pause = Math.max(LEAST_PAUSE, 20 * ticks);
          [isCounting, ticks] = [false, 0];
        });
      return refusal;
    };
  }
}

const CHECK: Command = {
  project_id: 'check',
  home: '/home/user',
  text: 'true',
  cwd: '/',
  run: { kind: 'program', program: 'true', args: [] },
  timeoutMs: 10_000,
  chance: '',
};

/** Sandboxes that wait for their commands, at most: each is three processes. */
const MOST_READY = 4;

/** Ticks between two looks. */
const LEAST_PAUSE = 10;

interface LaidOut {
  readonly hub: WeakRef<HubCell>;
  readonly project_id: string;
  readonly workspace: Workspace;
}

/** In bytes: one argument with the zero at its end, and all of them with the environment. [binfmts.h] */
const LONGEST_ARGUMENT = 131_072;
const LONGEST_ARGUMENTS = 2_000_000;

/** What an operating system does not start for its length. */
function tooLongToStart(command: Command): SpawnFailure | undefined {
  const { program, args } = spawned(command);
  if (Buffer.byteLength(program) > LONGEST_NAME && !program.includes('/')) return 'ENAMETOOLONG';
  const variables = Object.entries(environmentOf(command)).map(([name, value]) => `${name}=${value}`);
  const lengths = [program, ...args, ...variables].map((one) => Buffer.byteLength(one) + 1);
  if (lengths.some((length) => length > LONGEST_ARGUMENT)) return 'E2BIG';
  const pointers = 8 * lengths.length;
  return lengths.reduce((sum, length) => sum + length, pointers) > LONGEST_ARGUMENTS ? 'E2BIG' : undefined;
}

/** The system makes no sandbox, as where namespaces are forbidden. @param complaint of the program that was to make one. */
function notMade(complaint: string, whereNone: string): Refusal {
  const [line = ''] = complaint.slice(0, MOST_COMPLAINT).split('\n');
  return unavailable(`none can be made here (${line}); ${whereNone}`);
}

const MOST_COMPLAINT = 300;
