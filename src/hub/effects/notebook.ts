/** Cells of notebooks: Python, in an interpreter that reaches no file, process or network of the host. */
import { type Refusal, refuse } from '../../core/errors.ts';
import { homeOf } from '../../core/files/paths.ts';
import { type Directory, emptyDirectory } from '../../core/files/tree.ts';
import type { JsonObject } from '../../core/json.ts';
import type { Cell, CellResult, KernelSpec } from '../../core/projects/cell.ts';
import { updateProject } from '../../core/projects/projects.ts';
import type { CellRunner, Hub } from '../hub.ts';
import { environmentOf } from './machine.ts';
import { entriesOf, withEntries } from './notebook/files.ts';
import { type Interpreter, takeInterpreter } from './notebook/interpreter.ts';
import type { Assignment, FileEntry } from './notebook/worker.ts';
import { Places } from './places.ts';

export interface NotebookOptions {
  /** How many calls run cells at once; more of them wait. 2 by default. */
  readonly maxRunning?: number;
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

/** Runs cells of `python3`, in interpreters that are loaded for the first of them. */
export function simulatedKernels(options: NotebookOptions = {}): CellRunner {
  const settings = { ...DEFAULTS, ...options };
  const places = new Places(settings.maxRunning);
  return {
    async kernels() {
      const folder = await folderOf(settings.package).catch(() => undefined);
      return folder === undefined ? [] : [PYTHON];
    },
    async run(hub, cell) {
      const folder = await folderOf(settings.package).catch((fault) => {
        throw notInstalled(fault);
      });
      const { maxMemoryBytes } = settings;
      return places.occupy(async () =>
        runCell(hub, cell, await takeInterpreter({ folder, maxMemoryBytes }, settings.warm), settings),
      );
    },
  };
}

/** The folder of the package, with a slash at its end. */
async function folderOf(name: string): Promise<string> {
  const { createRequire } = await import('node:module');
  const path = createRequire(import.meta.url).resolve(`${name}/pyodide.asm.mjs`);
  return path.slice(0, path.length - 'pyodide.asm.mjs'.length);
}

const INSTALL = 'npm install --save-dev pyodide, or npx -p cocalc-mock-hub -p pyodide cocalc-mock-hub';

function notInstalled(fault: unknown): Refusal {
  const [reason] = String(fault).split('\n');
  const why = `the optional package that runs them cannot be loaded; ${INSTALL} (${reason})`;
  return refuse('unsimulated', { what: "cells of the kernel 'python3'", why });
}

async function runCell(hub: Hub, cell: Cell, interpreter: Interpreter, settings: Settings): Promise<CellResult> {
  const output: JsonObject[] = [];
  const show = (text: string) => {
    const item = JSON.parse(text) as JsonObject;
    if (item.clear_output === true) output.length = 0;
    else output.push(item);
  };
  const ended = await interpreter.run(assignment(hub, cell, settings), show);
  switch (ended.kind) {
    case 'done':
      if (cell.project_id !== null) keep(hub, cell.project_id, ended, settings);
      return { output, elapsedMs: ended.sleptMs };
    case 'killed':
      return { output, signal: 'SIGKILL' };
    case 'flood':
      throw refuse('unsimulated', { what: 'a cell with that much output', why: 'at most 10000 items are kept' });
    case 'magic':
      throw refuse('unsimulated', {
        what: `the line '${ended.line}' in a cell`,
        why: 'cells are run by Python itself, without IPython',
      });
    case 'failed':
      // As when a process of Python has gone beyond its memory.
      return { output, signal: 'SIGSEGV' };
  }
}

function assignment(hub: Hub, cell: Cell, settings: Settings): Assignment {
  const { project_id, history, input, cwd, chance, limits } = cell;
  const home = homeOf(project_id ?? '');
  const env = project_id === null ? { HOME: home } : environmentOf({ project_id, env: {} });
  return {
    cell: JSON.stringify({ history: history.join('\n'), input, cwd, env }),
    home,
    files: entriesOf(filesFor(hub, cell, settings)),
    chance,
    now: hub.clock.now(),
    ...limits,
    timeMs: Math.min(limits.timeMs, settings.maxCellMs),
  };
}

function filesFor(hub: Hub, { project_id }: Cell, { maxDiskBytes, maxFiles }: Settings): Directory {
  const files = hub.state.projects.get(project_id ?? '')?.files ?? emptyDirectory(0);
  if (files.below.bytes > maxDiskBytes || files.below.count > maxFiles) throw tooMuchOnDisk(maxDiskBytes, maxFiles);
  return files;
}

interface Changes {
  readonly changed: readonly FileEntry[];
  readonly removed: readonly string[];
}

/** Takes what the cells have changed into the project's files, as these are by now. */
function keep(hub: Hub, project_id: string, { changed, removed }: Changes, { maxDiskBytes, maxFiles }: Settings): void {
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
