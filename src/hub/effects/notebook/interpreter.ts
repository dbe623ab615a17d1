/** One interpreter in a thread of its own, for the cells of one call. */
import type { Worker } from 'node:worker_threads';
import { KERNEL_SOURCE } from './kernel.ts';
import { type Assignment, type FileEntry, type Report, type WorkerData, workerSource } from './worker.ts';

/** How a call's cells ended. */
export type CallEnd =
  | {
      readonly kind: 'done';
      readonly changed: readonly FileEntry[];
      readonly removed: readonly string[];
      readonly sleptMs: number;
    }
  | { readonly kind: 'killed' }
  /** The interpreter itself has come to grief. */
  | { readonly kind: 'failed'; readonly fault: string }
  | { readonly kind: 'flood' }
  | { readonly kind: 'magic'; readonly line: string };

export interface InterpreterOptions {
  readonly folder: string;
  readonly maxMemoryBytes: number;
}

/** Time between one interrupt and the next one, or the end. */
const PATIENCE_MS = 500;
const MOST_INTERRUPTS = 3;
const PAGE_BYTES = 65_536;

// As they are now, since tests put others in their place, whose time may stand still.
const { setTimeout, clearTimeout } = globalThis;

/** Resolves to the module, by a way that bundlers for browsers leave alone. */
function threads(): Promise<typeof import('node:worker_threads')> {
  return import('node:worker_threads');
}

export class Interpreter {
  readonly #worker: Worker;
  readonly #ready: Promise<Extract<Report, { kind: 'ready' }>>;
  #heard: (report: Report) => void = () => {};
  /** Why it has ended, if it has. */
  #fault: string | undefined;

  private constructor(worker: Worker) {
    this.#worker = worker;
    this.#ready = new Promise((resolve, reject) => {
      this.#heard = (report) => {
        if (report.kind === 'ready') resolve(report);
        if (report.kind === 'failed') reject(new Error(report.fault));
      };
    });
    // Told to whoever takes the interpreter.
    this.#ready.catch(() => {});
    const failed = (fault: unknown) => {
      this.#fault ??= String(fault);
      this.#heard({ kind: 'failed', fault: this.#fault });
    };
    worker.on('message', (report: Report) => this.#heard(report));
    worker.on('error', failed);
    worker.on('exit', (code) => failed(`the interpreter's thread has ended with code ${code}`));
  }

  /** @param snapshot what `snapshotOf` made; without it the interpreter makes one itself, which takes seconds. */
  static async start({ folder, maxMemoryBytes }: InterpreterOptions, snapshot?: Uint8Array): Promise<Interpreter> {
    const { Worker } = await threads();
    const memoryPages = Math.floor(maxMemoryBytes / PAGE_BYTES);
    const workerData: WorkerData = { folder, kernelSource: KERNEL_SOURCE, snapshot, memoryPages };
    const worker = new Worker(workerSource(), {
      eval: true,
      workerData,
      env: {},
      argv: [],
      execArgv: [],
      stdin: false,
      stdout: true,
      stderr: true,
      resourceLimits: { maxOldGenerationSizeMb: 512, maxYoungGenerationSizeMb: 64 },
    });
    return new Interpreter(worker);
  }

  /** Lets the process end though the interpreter is there. */
  rest(): this {
    this.#worker.unref();
    return this;
  }

  async snapshot(): Promise<Uint8Array> {
    const { snapshot } = await this.#ready;
    return snapshot as Uint8Array;
  }

  /** Runs the cells, and ends the interpreter. @param show is given the items of output as they come. */
  async run(assignment: Assignment, show: (item: string) => void): Promise<CallEnd> {
    this.#worker.ref();
    try {
      const { interrupt } = await this.#ready;
      return await this.#run(assignment, show, new Uint8Array(interrupt));
    } finally {
      await this.end();
    }
  }

  async end(): Promise<void> {
    await this.#worker.terminate();
  }

  #run(assignment: Assignment, show: (item: string) => void, interrupt: Uint8Array): Promise<CallEnd> {
    return new Promise((resolve) => {
      let timer: ReturnType<typeof setTimeout> | undefined;
      const wait = (ms: number, interrupts: number) => {
        clearTimeout(timer);
        timer = setTimeout(() => {
          if (interrupts === MOST_INTERRUPTS) return end({ kind: 'killed' });
          interrupt[0] = SIGINT;
          wait(PATIENCE_MS, interrupts + 1);
        }, ms);
      };
      const end = (ended: CallEnd) => {
        clearTimeout(timer);
        this.#heard = () => {};
        resolve(ended);
      };
      this.#heard = (report) => {
        if (report.kind === 'cell') wait(assignment.timeMs, 0);
        else if (report.kind === 'item') show(report.item);
        else if (report.kind !== 'ready') end(report);
      };
      if (this.#fault !== undefined) end({ kind: 'failed', fault: this.#fault });
      else this.#worker.postMessage(assignment);
    });
  }
}

const SIGINT = 2;

/** Interpreters that nobody has used, of all hubs: by what they were started with. */
const idle = new Map<string, Promise<Interpreter>[]>();

/** A new interpreter, and `warm` others that stand ready for the next calls. */
export async function takeInterpreter(options: InterpreterOptions, warm: number): Promise<Interpreter> {
  const snapshot = await snapshotOf(options);
  const key = JSON.stringify(options);
  const waiting = idle.get(key) ?? [];
  idle.set(key, waiting);
  const start = async () => (await Interpreter.start(options, snapshot)).rest();
  const taken = waiting.shift() ?? start();
  while (waiting.length < warm) {
    const next = start();
    // Told to whoever takes it.
    next.catch(() => {});
    waiting.push(next);
  }
  return taken;
}

/** The memory of an interpreter that has just started, for others to begin with: by the package's folder. */
const snapshots = new Map<string, Promise<Uint8Array>>();

/** It is the same each time, so it is made once in a process. */
function snapshotOf(options: InterpreterOptions): Promise<Uint8Array> {
  const known = snapshots.get(options.folder);
  if (known !== undefined) return known;
  const made = makeSnapshot(options);
  snapshots.set(options.folder, made);
  made.catch(() => snapshots.delete(options.folder));
  return made;
}

async function makeSnapshot(options: InterpreterOptions): Promise<Uint8Array> {
  const interpreter = await Interpreter.start(options);
  try {
    const snapshot = await interpreter.snapshot();
    // Shared, so that no thread needs a copy of its own to begin with.
    const shared = new Uint8Array(new SharedArrayBuffer(snapshot.length));
    shared.set(snapshot);
    return shared;
  } finally {
    await interpreter.end();
  }
}
