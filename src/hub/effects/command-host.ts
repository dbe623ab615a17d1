/** What the hub does for a command that runs: it has the project's files, the time, and the other commands. */
import { utf8ToBytes } from '@noble/hashes/utils.js';
import { Refusal } from '../../core/errors.ts';
import { type Directory, isDirectory, nodeAt, withNode } from '../../core/files/tree.ts';
import type { Instant } from '../../core/instant.ts';
import type { Json } from '../../core/json.ts';
import type { Command } from '../../core/projects/command.ts';
import { updateProject } from '../../core/projects/projects.ts';
import { temporaryFiles, withTemporaryFiles } from '../../core/projects/temporary-files.ts';
import type { HubCell } from '../cell.ts';
import type { DiskLimits } from './disk-limits.ts';
import type { CommandAssignment, Programs } from './execution.ts';
import { CommandFiles } from './files/command-files.ts';
import type { FileReply, FileRequest } from './files/file-requests.ts';
import { FileService } from './files/file-service.ts';
import { ProjectFileSystem } from './files/file-system.ts';
import { areToldAlike, type ToldFiles, toldFiles } from './files/known-files.ts';
import { inTurns, type Steps } from './files/stepwise.ts';
import type { Changes } from './notebook/call-reports.ts';
import { withEntries } from './notebook/files.ts';
import type { ProgramCall, PythonRunner } from './notebook/program-call.ts';
import { answerOf, type ProgramAnswer, type ProgramRequest, programRequest } from './notebook/program-request.ts';
import { REAL_WAY } from './real-way.ts';
import { type CommandEnd, shellFails, timedEnd } from './result.ts';
import type { Sleepers } from './sleepers.ts';
import { type Start, start } from './start.ts';
import type { Unsimulated } from './unsimulated.ts';

/** A command that is to be run by a shell, whose programs are known only when there is one. */
export interface Assigned {
  /** Of which hub, and when it is of no hub any more. */
  readonly hub: HubCell;
  readonly assignment: CommandAssignment;
  readonly host: (programs: Programs) => CommandHost;
  readonly others: Sleepers;
}

export interface HostSettings extends DiskLimits {
  readonly maxBusyMs: number;
  readonly maxOutputBytes: number;
  readonly python?: PythonRunner | undefined;
}

/** Thrown to end what goes on. */
const ABANDONED = new Error('the command cannot be simulated');

export class CommandHost {
  readonly #hub: HubCell;
  readonly #sleepers: Sleepers;
  readonly #begun: Instant;
  readonly #service: FileService;
  readonly #files: ProjectFileSystem;
  readonly #command: Command;
  readonly #temporaryBefore: Directory | undefined;
  readonly #settings: HostSettings;
  readonly #over = new AbortController();
  #programs = 0;
  #sleptMs = 0;
  #toldOf: Directory | undefined;
  #refusal: Unsimulated | undefined;
  #refused: Refusal | undefined;

  /** @param machine all files but the project's. */
  constructor(hub: HubCell, command: Command, machine: Directory, sleepers: Sleepers, settings: HostSettings) {
    this.#hub = hub;
    this.#sleepers = sleepers;
    this.#begun = hub.clock.now();
    this.#settings = settings;
    const { project_id, home } = command;
    const filesOfProject = () => hub.state.projects.get(project_id)?.files;
    const most = mostOnDisk(machine, filesOfProject(), command, settings);
    const now = () => this.now();
    const temporary = temporaryFiles(hub.state.projects.get(project_id));
    const asItIs = temporary === undefined ? machine : withNode(machine, TEMPORARY, temporary);
    this.#command = command;
    this.#temporaryBefore = directoryAt(asItIs, TEMPORARY);
    this.#files = new ProjectFileSystem({
      home: {
        path: home,
        read: filesOfProject,
        write: (changed) =>
          hub.update((state) => updateProject(state, project_id, (project) => ({ ...project, files: changed }))),
      },
      machine: asItIs,
      now,
      check: ({ below: after }, { below: before }) => {
        const hasMoreBytes = after.bytes > before.bytes && after.bytes > most.bytes;
        if (hasMoreBytes || (after.count > before.count && after.count > most.count)) this.#tooMuch();
      },
    });
    this.#service = new FileService(this.#files, {
      now,
      maxBytes: settings.maxDiskBytes,
      tooMuch: () => this.#tooMuch(),
    });
  }

  /** Why the command cannot be simulated, if its files have shown that. */
  get refusal(): Unsimulated | undefined {
    return this.#refusal;
  }

  /** What a program of Python was refused with, which ends the command. */
  get refused(): Refusal | undefined {
    return this.#refused;
  }

  now(): Instant {
    return this.#hub.clock.now();
  }

  /** @param elapsedMs what the command will have slept in all. */
  sleep(elapsedMs: number): Promise<void> {
    const ms = Math.max(0, elapsedMs - this.#sleptMs);
    this.#sleptMs += ms;
    return this.#sleepers.sleepUntil(this.#begun + elapsedMs, ms);
  }

  /** Starts the command, as far as that takes no shell; where it cannot be started, that is its end. */
  async start(): Promise<Start | { readonly end: CommandEnd }> {
    const files = new CommandFiles(
      (request, bytes = NO_BYTES) => inTurns(this.answer(request, bytes)),
      () => {},
    );
    try {
      const started = await start(files, this.#command);
      return 'failure' in started ? { end: timedEnd(started, this.#command) } : started;
    } catch (fault) {
      return { end: { unsimulated: this.#refusal ?? shellFails(fault) } };
    }
  }

  /** What the shell need not ask for. */
  told(): ToldFiles {
    const { project_id, home } = this.#command;
    this.#toldOf = this.#hub.state.projects.get(project_id)?.files;
    return toldFiles(home, this.#toldOf, this.now());
  }

  /** The same, if it has changed since. */
  toldAnew(): ToldFiles | undefined {
    const files = this.#hub.state.projects.get(this.#command.project_id)?.files;
    return areToldAlike(this.#toldOf, files) ? undefined : this.told();
  }

  *answer(request: FileRequest, bytes: Uint8Array): Steps<FileReply> {
    if (this.#refusal !== undefined || this.#refused !== undefined || this.#hub.isOver) return { abandoned: true };
    try {
      return yield* this.#service.answer(request, bytes);
    } catch (thrown) {
      if (thrown === ABANDONED || this.#hub.isOver) return { abandoned: true };
      throw thrown;
    }
  }

  /** Runs a program of Python, as it has been uploaded. */
  async runPython(upload: number): Promise<FileReply> {
    if (this.#refusal !== undefined || this.#hub.isOver) return { abandoned: true };
    const request = programRequest(this.#service.uploaded(upload));
    const { python } = this.#settings;
    this.#programs += 1;
    if (python === undefined) return answered({ unsimulated: NO_INTERPRETER });
    if (this.#programs > MOST_PROGRAMS) return answered({ unsimulated: TOO_MANY });
    const stay = this.#hub.onEnd(() => this.#over.abort());
    try {
      const end = await python(this.#programCall(request), this.#over.signal);
      if ('unsimulated' in end) return answered(end);
      this.#keep(end.changes);
      return answered(answerOf(end));
    } catch (thrown) {
      if (thrown === ABANDONED || this.#hub.isOver) return { abandoned: true };
      if (!(thrown instanceof Refusal)) throw thrown;
      this.#refused = thrown;
      return { abandoned: true };
    } finally {
      stay();
    }
  }

  #programCall({ draw, elapsedMs, ...request }: ProgramRequest): ProgramCall {
    const { project_id, chance } = this.#command;
    const { maxBusyMs, maxOutputBytes } = this.#settings;
    const folders = [...this.#changing(), '/etc', '/usr'].map((path) => [path, this.#files.list(path)] as const);
    const limits = { maxBusyMs, maxOutputBytes, changing: this.#changing().length };
    const now = this.#begun + elapsedMs;
    return { ...request, ...limits, project_id, folders, chance: `${chance} python ${draw}`, now };
  }

  /** Directories whose changes are kept. */
  #changing(): readonly string[] {
    return [this.#command.home, `/${TEMPORARY.join('/')}`];
  }

  #keep(changes: readonly Changes[]): void {
    if (this.#hub.isOver) return;
    for (const [at, path] of this.#changing().entries()) {
      const changed = changes[at];
      if (changed !== undefined) this.#files.change(path, (files) => withEntries(files, changed));
    }
  }

  /** Keeps what the command leaves in the machine's /tmp, for the next one. */
  end(): void {
    this.#over.abort();
    const [before, after] = [this.#temporaryBefore, directoryAt(this.#files.machine, TEMPORARY)];
    if (this.#hub.isOver || before === undefined || after === undefined || before === after) return;
    const { project_id, run } = this.#command;
    const own = run.kind === 'script' ? (run.file.split('/')[TEMPORARY.length + 1] ?? '') : '';
    this.#hub.update((state) => withTemporaryFiles(state, project_id, { before, after, own }));
  }

  #tooMuch(): never {
    const { maxDiskBytes, maxFiles } = this.#settings;
    const why = `at most ${maxDiskBytes} bytes in ${maxFiles} files a project, by \`commands.maxDiskBytes\` and \`commands.maxFiles\``;
    this.#refusal = { what: 'a command that stores more', why };
    throw ABANDONED;
  }
}

const NO_INTERPRETER = { what: 'the program `python3`', why: 'it needs a process, and there are none here' };

const NO_BYTES = new Uint8Array();

/** Of one command: each takes half a second to start. */
const MOST_PROGRAMS = 100;
const TOO_MANY = { what: 'that much Python', why: `at most ${MOST_PROGRAMS} programs in a command; ${REAL_WAY}` };

const answered = (answer: ProgramAnswer): FileReply => ({ value: answer as unknown as Json });

/** The names that lead to the directory. */
const TEMPORARY = ['tmp'];

function directoryAt(root: Directory, names: readonly string[]): Directory | undefined {
  const node = nodeAt(root, names);
  return isDirectory(node) ? node : undefined;
}

/** How much there may be of all files, with those of the machine and of the command itself. */
function mostOnDisk(machine: Directory, files: Directory | undefined, { run }: Command, limits: DiskLimits) {
  const script = run.kind === 'script' ? utf8ToBytes(run.source).length : 0;
  const { count, bytes } = files?.below ?? { count: 0, bytes: 0 };
  return {
    // What was too much before, since the world was made so, need not be made less.
    bytes: machine.below.bytes + script + Math.max(bytes, limits.maxDiskBytes),
    // The home directory and the file of the script.
    count: machine.below.count + 2 + Math.max(count, limits.maxFiles),
  };
}
