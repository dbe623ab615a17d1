/** The interpreters of a hub and its forks: for cells of notebooks, and for `python3` in commands. */
import { type Refusal, refuse } from '../../../core/errors.ts';
import type { Directory } from '../../../core/files/tree.ts';
import { resolvePackage } from '../../programs.ts';
import type { Interpreter, InterpreterOptions } from './interpreter.ts';
import { leaveInterpreters, takeInterpreter, warmInterpreters } from './pool.ts';
import { takePlace } from './queue.ts';

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

/** What an interpreter is wanted for. */
export interface Use {
  /** As refusals name it. */
  readonly what: string;
  readonly many: string;
  /** Aborted when nobody waits any more. */
  readonly signal: AbortSignal;
  /** Stops a clock while the interpreter starts; what comes back lets it go on. */
  readonly hold?: () => () => void;
}

export class Interpreters {
  readonly settings: Settings;
  readonly #program: string | undefined;

  /** @param program what their processes run in place of the kernel's program, with the same rights. */
  constructor(options: NotebookOptions = {}, program?: string) {
    this.settings = { ...DEFAULTS, ...options };
    this.#program = program;
    if (this.settings.early) {
      // What keeps them from starting is told by the first call.
      this.#options()
        .then((found) => warmInterpreters(this, found, Math.max(1, this.settings.warm)))
        .catch(() => {});
    }
  }

  /** Whether the package is installed. */
  async areThere(): Promise<boolean> {
    return (await folderOf(this.settings.package).catch(() => undefined)) !== undefined;
  }

  /** Does the work with an interpreter of its own. @returns nothing if nobody waits for it any more. */
  async use<Result>(
    { what, many, signal, hold = () => () => {} }: Use,
    work: (interpreter: Interpreter) => Promise<Result>,
  ): Promise<Result | undefined> {
    const found = await this.#options().catch((fault) => {
      throw notInstalled(what, fault);
    });
    const place = await takePlace(this.settings, signal);
    if (place === 'crowded') throw tooMany(many, this.settings.maxWaiting);
    if (place === undefined) return undefined;
    // Handles of interpreters keep no process from its end, so something else has to while a call waits for one.
    const awake = setInterval(() => {}, LONGEST_MS);
    try {
      const interpreter = await this.#started(what, found, hold);
      try {
        return await work(interpreter);
      } finally {
        interpreter.end();
      }
    } finally {
      clearInterval(awake);
      place();
    }
  }

  /** @throws Refusal if the files are more than interpreters take. */
  checkSize(files: Directory, what: string): void {
    const { maxDiskBytes, maxFiles } = this.settings;
    const { bytes, count } = files.below;
    if (bytes > maxDiskBytes || count > maxFiles) throw this.tooMuchOnDisk(what);
  }

  /** @param what was wanted, as refusals name it. */
  tooMuchOnDisk(what: string): Refusal {
    const { maxDiskBytes, maxFiles } = this.settings;
    const why = `at most ${maxDiskBytes} bytes in ${maxFiles} files, by \`notebooks.maxDiskBytes\` and \`notebooks.maxFiles\``;
    return refuse('unsimulated', { what: `${what} in a project that holds more`, why });
  }

  close(): void {
    leaveInterpreters(this);
  }

  async #options(): Promise<InterpreterOptions> {
    const { maxMemoryBytes, maxDiskBytes, maxFiles } = this.settings;
    const folder = await folderOf(this.settings.package);
    const program = this.#program;
    return { folder, maxMemoryBytes, maxDiskBytes, maxFiles, ...(program !== undefined && { program }) };
  }

  /** An interpreter that is ready. How long that takes is not the call's own time. */
  async #started(what: string, options: InterpreterOptions, hold: () => () => void): Promise<Interpreter> {
    const goOn = hold();
    try {
      return await takeInterpreter(this, options, this.settings.warm);
    } catch (fault) {
      const why = `their interpreter does not start: ${String(fault).split('\n')[0]}`;
      throw refuse('unsimulated', { what, why });
    } finally {
      goOn();
    }
  }
}

// As they are now, since tests put others in their place, whose time may stand still.
const { setInterval, clearInterval } = globalThis;
const LONGEST_MS = 2 ** 31 - 1;

function tooMany(many: string, most: number): Refusal {
  const why = `${most} calls wait for an interpreter already, by \`notebooks.maxWaiting\``;
  return refuse('unsimulated', { what: `more ${many} at once`, why });
}

/** The folder of the package, with a slash at its end. */
async function folderOf(name: string): Promise<string> {
  const path = resolvePackage(`${name}/pyodide.asm.mjs`);
  return path.slice(0, path.length - 'pyodide.asm.mjs'.length);
}

const INSTALL = 'npm install --save-dev pyodide, or npx -p cocalc-mock-hub -p pyodide cocalc-mock-hub';

function notInstalled(what: string, fault: unknown): Refusal {
  const [reason] = String(fault).split('\n');
  const why = `the optional package that runs them cannot be loaded; ${INSTALL} (${reason})`;
  return refuse('unsimulated', { what, why });
}
