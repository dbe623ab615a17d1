/** One interpreter in a process of its own, for the cells of one call, or one program. */
import type { JsonObject } from '../../../core/json.ts';
import { kernelFolder } from '../../programs.ts';
import { Child } from '../process/child.ts';
import { everyTick } from '../process/real-time.ts';
import { type CallEnd, type CallOutput, CallReports, CollectedBytes, MOST_ITEMS } from './call-reports.ts';
import { frame, KernelFrameReader, Nonsense } from './frames.ts';
import { type FileEntry, type KernelReport, kernelReportOf, MOST_ITEM_BYTES, mostBytes } from './reports.ts';

/** What the process is told: one call. */
export interface CallAssignment {
  /** Which of the interpreter's modules. */
  readonly runs: 'kernel' | 'command';
  /** What that is told. */
  readonly told: JsonObject;
  /** Files, by absolute directories. */
  readonly files: Readonly<Record<string, readonly FileEntry[]>>;
  /** Those directories whose changes are told. */
  readonly roots: readonly string[];
  /** What a program will read. */
  readonly input?: Uint8Array;
  readonly chance: string;
  readonly now: number;
  /** How long each cell may take, or the program, on its own clock. */
  readonly timeMs: number;
  /** When a cell is interrupted, in real time from its start, and when it is ended. */
  readonly interruptsAtMs: readonly number[];
  readonly endAtMs: number;
  /** Characters of output, of one cell and of all. */
  readonly cellOutput: number;
  readonly totalOutput: number;
}

export interface InterpreterOptions {
  /** The folder of the package, with a slash at its end. */
  readonly folder: string;
  readonly maxMemoryBytes: number;
  readonly maxDiskBytes: number;
  readonly maxFiles: number;
  /** What the process runs in place of the kernel's program. */
  readonly program?: string;
}

/** Time between one interrupt and the next one, or the end. */
const PATIENCE_MS = 500;
const MOST_INTERRUPTS = 3;
/** After which the kernel ends itself, should the hub not have ended it. */
const GRACE_MS = 5000;
const PAGE_BYTES = 65_536;
/** More than start and cells take. */
const CPU_SECONDS = 180;
const HEAP_BYTES = 256 * 2 ** 20;
/** Until there is an interpreter; and from a call until its first cell, with the project's files put in place. */
const LONGEST_START_MS = 120_000;
/** What an interpreter takes besides its memory and files. */
const OWN_BYTES = 512 * 2 ** 20;

// As they are now, since tests put others in their place, whose time may stand still.
const { setTimeout, clearTimeout } = globalThis;

export class Interpreter {
  readonly #process: Child;
  readonly #options: InterpreterOptions;
  readonly #ready: Promise<void>;
  /** The memory of an interpreter that has just started, if this one was to make it. */
  readonly #snapshot: Promise<Uint8Array>;
  #fault: unknown;
  #take: (report: KernelReport) => void;

  private constructor(options: InterpreterOptions) {
    const process = started(options);
    this.#process = process;
    this.#options = options;
    const ready = promised<void>();
    const snapshot = promised<Uint8Array>();
    const reader = new KernelFrameReader(mostBytes);
    process.onData = (piece) => {
      for (const frame of reader.take(piece)) if (!process.hasEnded) this.#take(kernelReportOf(frame));
    };
    let made: CollectedBytes | undefined;
    this.#take = (report) => {
      if (report.kind === 'ready') {
        made = new CollectedBytes(report.snapshotBytes);
        ready.resolve();
      } else if (report.kind === 'bytes' && made !== undefined) {
        if (made.take(report.bytes)) snapshot.resolve(made.bytes);
      } else throw new Nonsense('a report of a kernel that was asked for nothing');
    };
    const late = setTimeout(() => process.end(new Error('the interpreter took too long to start')), LONGEST_START_MS);
    late.unref?.();
    process.onEnd = (fault) => {
      this.#fault = fault;
      ready.reject(fault);
      snapshot.reject(fault);
    };
    // Given to whoever takes the interpreter.
    ready.promise.then(
      () => clearTimeout(late),
      () => clearTimeout(late),
    );
    snapshot.promise.catch(() => {});
    this.#ready = ready.promise;
    this.#snapshot = snapshot.promise;
  }

  /** @param snapshot what another has made; without it the interpreter makes one itself, which takes seconds. */
  static async start(options: InterpreterOptions, snapshot?: Uint8Array): Promise<Interpreter> {
    const { folder, maxMemoryBytes, maxDiskBytes, maxFiles } = options;
    const interpreter = new Interpreter(options);
    const limits = {
      memoryPages: Math.floor(maxMemoryBytes / PAGE_BYTES),
      fileBytes: 2 * maxDiskBytes,
      files: 2 * maxFiles + 100,
    };
    interpreter.#process.write(frame('S', { folder, limits, snapshotBytes: snapshot?.length ?? 0 }));
    if (snapshot !== undefined) interpreter.#process.write(snapshot);
    return interpreter;
  }

  /** @throws what has kept it from starting. */
  async ready(): Promise<void> {
    await this.#ready;
  }

  snapshot(): Promise<Uint8Array> {
    return this.#snapshot;
  }

  get hasEnded(): boolean {
    return this.#fault !== undefined;
  }

  end(): void {
    this.#process.end();
  }

  /**
   * Runs the cells, and ends the interpreter.
   *
   * @param output is given what is put out as it comes.
   * @param signal aborted when nobody waits for the cells any more.
   */
  async run(assignment: CallAssignment, output: CallOutput, signal?: AbortSignal): Promise<CallEnd> {
    try {
      await this.#ready;
      const { maxMemoryBytes, maxDiskBytes } = this.#options;
      const mostMemory = maxMemoryBytes + 2 * maxDiskBytes + OWN_BYTES;
      const stopWatching = everyTick(() => {
        if (this.#process.residentBytes > mostMemory) this.end();
      });
      try {
        return await this.#run(assignment, output, signal);
      } finally {
        stopWatching();
      }
    } finally {
      this.end();
    }
  }

  #run(assignment: CallAssignment, output: CallOutput, signal?: AbortSignal): Promise<CallEnd> {
    const { endAtMs, roots } = assignment;
    return new Promise((resolve) => {
      let timer: ReturnType<typeof setTimeout> | undefined;
      const wait = (ms: number) => {
        clearTimeout(timer);
        timer = setTimeout(() => end({ kind: 'killed' }), ms);
      };
      const leave = () => end({ kind: 'killed' });
      const end = (ended: CallEnd) => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', leave);
        resolve(ended);
      };
      const reading = new CallReports(this.#options, roots.length, output, () => wait(endAtMs));
      this.#take = (report) => {
        const ended = reading.take(report);
        if (ended !== undefined) end(ended);
      };
      this.#process.onEnd = (fault) => {
        this.#fault = fault;
        end(endOf(fault));
      };
      if (this.#fault !== undefined) return end(endOf(this.#fault));
      if (signal?.aborted) return leave();
      signal?.addEventListener('abort', leave);
      wait(LONGEST_START_MS);
      this.#assign(assignment);
    });
  }

  #assign({ files, input, ...call }: CallAssignment): void {
    for (const [root, entries] of Object.entries(files)) {
      for (const { content, ...entry } of entries) {
        const size = content && { size: content.length };
        this.#process.write(frame('E', { root, entry: { ...entry, ...size } }));
        if (content !== undefined && content.length > 0) this.#process.write(content);
      }
    }
    if (input !== undefined) {
      this.#process.write(frame('I', { size: input.length }));
      if (input.length > 0) this.#process.write(input);
    }
    const limits = { mostItems: MOST_ITEMS, mostItemBytes: MOST_ITEM_BYTES, endAtMs: call.endAtMs + GRACE_MS };
    this.#process.write(frame('C', { ...call, ...limits }));
  }
}

/** A cell is interrupted when its time is over, and ended if it goes on all the same. */
export function timesOfCell(timeMs: number): Pick<CallAssignment, 'timeMs' | 'interruptsAtMs' | 'endAtMs'> {
  const interruptsAtMs = Array.from({ length: MOST_INTERRUPTS }, (_, at) => timeMs + at * PATIENCE_MS);
  return { timeMs, interruptsAtMs, endAtMs: timeMs + MOST_INTERRUPTS * PATIENCE_MS };
}

function started({ folder, program }: InterpreterOptions): Child {
  const kernel = kernelFolder();
  return new Child({
    program: [program ?? `${kernel}program.mjs`],
    readable: [`${kernel}*`, `${folder}*`, ...(program === undefined ? [] : [program])],
    // To follow links it would have to read the folders above.
    flags: ['--max-semi-space-size=16', '--preserve-symlinks-main', '--preserve-symlinks'],
    heapBytes: HEAP_BYTES,
    cpuSeconds: CPU_SECONDS,
  });
}

/** A promise with what settles it; Node 20 has no `Promise.withResolvers`. */
function promised<Value>() {
  let resolve: (value: Value) => void = () => {};
  let reject: (fault: unknown) => void = () => {};
  const promise = new Promise<Value>((...both) => {
    [resolve, reject] = both;
  });
  return { promise, resolve, reject };
}

function endOf(fault: unknown): CallEnd {
  return fault instanceof Nonsense
    ? { kind: 'nonsense', why: fault.message }
    : { kind: 'failed', fault: String(fault) };
}
