/**
 * Cells of notebooks: Python, in interpreters that are processes of their own without any permissions. Browsers have
 * `notebook.browser.ts` in place of this.
 */
import { type Refusal, refuse } from '../../core/errors.ts';
import { homeOf } from '../../core/files/paths.ts';
import { type Directory, emptyDirectory } from '../../core/files/tree.ts';
import type { JsonObject } from '../../core/json.ts';
import type { Cell, CellResult, KernelSpec } from '../../core/projects/cell.ts';
import { updateProject } from '../../core/projects/projects.ts';
import type { HubCell } from '../cell.ts';
import type { PendingAnswer } from '../pending-answer.ts';
import type { CellRunner } from '../perform.ts';
import { resolvePackage } from '../programs.ts';
import { environmentOf } from './machine.ts';
import { type CallEnd, MOST_ITEMS, MOST_OUTPUT_BYTES } from './notebook/call-reports.ts';
import { entriesOf, withEntries } from './notebook/files.ts';
import type { CellAssignment, Interpreter, InterpreterOptions } from './notebook/interpreter.ts';
import { leaveInterpreters, takeInterpreter, warmInterpreters } from './notebook/pool.ts';
import { takePlace } from './notebook/queue.ts';
import type { FileEntry } from './notebook/reports.ts';

export interface NotebookOptions {
  /** How many calls run cells at once, of all hubs of this process; more of them wait. 2 by default. */
  readonly maxRunning?: number;
  /** How many calls may wait for that; more of them are refused. 32 by default. */
  readonly maxWaiting?: number;
  /** Begins to start interpreters when the hub is made, and not with its first cell; `false` by default. */
  readonly early?: boolean;
  /** How many interpreters stand ready for the next call, of any hub; 1 by default. Each takes some 100 MB. */
  readonly warm?: number;
  /** How long a cell may run, however long its own limit is: 30,000 ms by default. */
  readonly maxCellMs?: number;
  /** How much memory an interpreter may use: 1 GiB by default. */
  readonly maxMemoryBytes?: number;
  /** How much a project's files may hold for cells to run in it: 64 MiB by default. */
  readonly maxDiskBytes?: number;
  /** How many files they may be; 10,000 by default. */
  readonly maxFiles?: number;
  /** Where the interpreter comes from: the optional package `pyodide`, by its name or a path to its folder. */
  readonly package?: string;
}

const DEFAULTS = {
  maxRunning: 2,
  maxWaiting: 32,
  early: false,
  warm: 1,
  maxCellMs: 30_000,
  maxMemoryBytes: 2 ** 30,
  maxDiskBytes: 64 * 2 ** 20,
  maxFiles: 10_000,
  package: 'pyodide',
};

type Settings = Required<NotebookOptions>;

/** The one kernel that is simulated. [jupyter/kernel/kernel-data.ts] */
const PYTHON: KernelSpec = {
  name: 'python3',
  display_name: 'Python 3 (ipykernel)',
  language: 'python',
  interrupt_mode: 'signal',
  env: {},
  metadata: { debugger: true },
  resource_dir: '/usr/local/share/jupyter/kernels/python3',
  argv: ['python3', '-m', 'ipykernel_launcher', '-f', '{connection_file}'],
};

/**
 * Runs cells of `python3`, in interpreters that are started for the first of them.
 *
 * @param program what their processes run in place of the kernel's program, with the same rights.
 */
export function simulatedKernels(options: NotebookOptions = {}, program?: string): CellRunner {
  const settings = { ...DEFAULTS, ...options };
  const interpreterOptions = async (): Promise<InterpreterOptions> => {
    const { maxMemoryBytes, maxDiskBytes, maxFiles } = settings;
    const folder = await folderOf(settings.package);
    return { folder, maxMemoryBytes, maxDiskBytes, maxFiles, ...(program !== undefined && { program }) };
  };
  // Stands for this hub and its forks where interpreters are kept.
  const user = {};
  if (settings.early) {
    // What keeps them from starting is told by the first cell.
    interpreterOptions()
      .then((found) => warmInterpreters(user, found, Math.max(1, settings.warm)))
      .catch(() => {});
  }
  return {
    async kernels() {
      const folder = await folderOf(settings.package).catch(() => undefined);
      return folder === undefined ? [] : [PYTHON];
    },
    async run(hub, cell, pending) {
      const found = await interpreterOptions().catch((fault) => {
        throw notInstalled(fault);
      });
      const place = await takePlace(settings, pending.signal);
      if (place === 'crowded') throw tooMany(settings.maxWaiting);
      if (place === undefined) return KILLED;
      // Handles of interpreters keep no process from its end, so something else has to while a call waits for one.
      const awake = setInterval(() => {}, LONGEST_MS);
      try {
        return await runCell(hub, cell, await startedFor(pending, user, found, settings.warm), { settings, pending });
      } finally {
        clearInterval(awake);
        place();
      }
    },
    close: () => leaveInterpreters(user),
  };
}

// As they are now, since tests put others in their place, whose time may stand still.
const { setInterval, clearInterval } = globalThis;
const LONGEST_MS = 2 ** 31 - 1;

const KILLED: CellResult = { output: [], signal: 'SIGKILL' };

function tooMany(most: number): Refusal {
  const why = `${most} calls wait for an interpreter already, by \`notebooks.maxWaiting\``;
  return refuse('unsimulated', { what: 'more cells at once', why });
}

/** An interpreter that is ready. How long that takes is not the call's own time. */
async function startedFor(
  pending: PendingAnswer,
  user: object,
  options: InterpreterOptions,
  warm: number,
): Promise<Interpreter> {
  const goOn = pending.hold();
  try {
    return await takeInterpreter(user, options, warm);
  } catch (fault) {
    throw notStarted(fault);
  } finally {
    goOn();
  }
}

function notStarted(fault: unknown): Refusal {
  const why = `their interpreter does not start: ${String(fault).split('\n')[0]}`;
  return refuse('unsimulated', { what: "cells of the kernel 'python3'", why });
}

/** The folder of the package, with a slash at its end. */
async function folderOf(name: string): Promise<string> {
  const path = resolvePackage(`${name}/pyodide.asm.mjs`);
  return path.slice(0, path.length - 'pyodide.asm.mjs'.length);
}

const INSTALL = 'npm install --save-dev pyodide, or npx -p cocalc-mock-hub -p pyodide cocalc-mock-hub';

function notInstalled(fault: unknown): Refusal {
  const [reason] = String(fault).split('\n');
  const why = `the optional package that runs them cannot be loaded; ${INSTALL} (${reason})`;
  return refuse('unsimulated', { what: "cells of the kernel 'python3'", why });
}

async function runCell(
  hub: HubCell,
  cell: Cell,
  interpreter: Interpreter,
  { settings, pending }: { readonly settings: Settings; readonly pending: PendingAnswer },
): Promise<CellResult> {
  const output: JsonObject[] = [];
  const show = (item: JsonObject) => {
    if (item.clear_output === true) output.length = 0;
    else output.push(item);
  };
  try {
    const ended = await interpreter.run(assignment(hub, cell, settings), show, pending.signal);
    return resultOf(
      ended,
      output,
      (changes) => {
        if (cell.project_id !== null) keep(hub, cell.project_id, changes, settings);
      },
      settings,
    );
  } finally {
    interpreter.end();
  }
}

function resultOf(
  ended: CallEnd,
  output: readonly JsonObject[],
  fold: (changes: Changes) => void,
  { maxDiskBytes, maxFiles }: Settings,
): CellResult {
  switch (ended.kind) {
    case 'done':
      fold(ended);
      return { output, elapsedMs: ended.sleptMs };
    case 'killed':
      return { output, signal: 'SIGKILL' };
    case 'failed':
      // As when a process of Python has gone beyond its memory.
      return { output, signal: 'SIGSEGV' };
    case 'flood':
      throw refuse('unsimulated', {
        what: 'a cell with that much output',
        why: `at most ${MOST_ITEMS} items are kept, ${MOST_OUTPUT_BYTES} bytes of them, and some 100,000 values in each`,
      });
    case 'full':
      throw tooMuchOnDisk(maxDiskBytes, maxFiles);
    case 'nonsense':
      throw refuse('unsimulated', {
        what: 'what this cell has made of its kernel',
        why: `it said what no kernel says, ${ended.why}, and was ended`,
      });
    case 'magic':
      throw refuse('unsimulated', {
        what: `the line '${ended.line}' in a cell`,
        why: 'cells are run by Python itself, without IPython',
      });
  }
}

function assignment(hub: HubCell, cell: Cell, settings: Settings): CellAssignment {
  const { project_id, history, input, cwd, chance, limits } = cell;
  const home = homeOf(hub.state, project_id ?? '');
  const env = project_id === null ? { HOME: home } : environmentOf({ project_id, home });
  return {
    cell: { history: history.join('\n'), input, cwd, env },
    home,
    files: entriesOf(filesFor(hub, cell, settings)),
    chance,
    now: hub.clock.now(),
    ...limits,
    timeMs: Math.min(limits.timeMs, settings.maxCellMs),
  };
}

function filesFor(hub: HubCell, { project_id }: Cell, { maxDiskBytes, maxFiles }: Settings): Directory {
  const files = hub.state.projects.get(project_id ?? '')?.files ?? emptyDirectory(0);
  if (files.below.bytes > maxDiskBytes || files.below.count > maxFiles) throw tooMuchOnDisk(maxDiskBytes, maxFiles);
  return files;
}

interface Changes {
  readonly changed: readonly FileEntry[];
  readonly removed: readonly string[];
}

/** Takes what the cells have changed into the project's files, as these are by now. */
function keep(
  hub: HubCell,
  project_id: string,
  { changed, removed }: Changes,
  { maxDiskBytes, maxFiles }: Settings,
): void {
  hub.update((state) =>
    updateProject(state, project_id, (project) => {
      const files = withEntries(project.files, changed, removed);
      const { bytes, count } = files.below;
      if (bytes > maxDiskBytes || count > maxFiles) throw tooMuchOnDisk(maxDiskBytes, maxFiles);
      return files === project.files ? project : { ...project, files };
    }),
  );
}

function tooMuchOnDisk(bytes: number, files: number): Refusal {
  const why = `at most ${bytes} bytes in ${files} files, by \`notebooks.maxDiskBytes\` and \`notebooks.maxFiles\``;
  return refuse('unsimulated', { what: 'cells in a project that holds more', why });
}
