/** One process that runs commands, one at a time, as the hub sees it: ended from outside when it takes too long or too much. */

import { programPath } from '../../programs.ts';
import type { CommandHost } from '../command-host.ts';
import type { CommandAssignment, Programs } from '../execution.ts';
import type { FileReply } from '../files/file-requests.ts';
import { Child } from '../process/child.ts';
import { encodeFrame, type Frame, FrameReader } from '../process/frames.ts';
import { everyTick, nextTurn, TICK_MS } from '../process/real-time.ts';
import type { CommandEnd } from '../result.ts';
import type { Start } from '../start.ts';
import {
  COMMANDS,
  type FromProcess,
  fromProcess,
  LIMITS,
  MOST_OPEN,
  type Question,
  type ToProcess,
} from './messages.ts';

/** Processes with the same ones are alike. */
export interface ProcessOptions {
  /** The shell's package, by its name or the absolute path of its folder. */
  readonly shell: string;
  /** Folders that are read to load it. */
  readonly readable: readonly string[];
  readonly maxMemoryBytes: number;
  /** How long a command may compute, in real time. */
  readonly maxBusyMs: number;
}

/** How long the shell itself has to end a command that is over its time, which loses less than ending the process. */
const GRACE_MS = 500;
const LONGEST_START_MS = 60_000;
/** Processor time after which a process is replaced. */
const WORN_SECONDS = 30;
/** Requests done before others have their turn. */
const AT_ONCE = 16;

const QUOTES = '""'.length;

/** What a process has been ended for by the hub. */
type Cause = 'time' | 'memory' | 'nonsense';

interface Run {
  readonly assignment: CommandAssignment;
  readonly host: CommandHost;
  readonly end: (end: CommandEnd) => void;
  readonly printed: { stdout: string; stderr: string };
  readonly decoders: Readonly<Record<'stdout' | 'stderr', TextDecoder>>;
  printedLength: number;
  readonly questions: { readonly question: Question; readonly bytes: Uint8Array }[];
  /** Questions without an answer. */
  open: number;
  /** Those that sleep. */
  asleep: number;
  busyTicks: number;
  isAnswering: boolean;
  answered: number;
}

export class CommandProcess {
  readonly options: ProcessOptions;
  /** Resolves once it has the shell, and rejects with why it cannot. */
  readonly ready: Promise<Programs>;
  readonly #child: Child;
  readonly #reader = new FrameReader(LIMITS);
  #settle: { resolve: (programs: Programs) => void; reject: (fault: unknown) => void } | undefined;
  #run: Run | undefined;
  #isWorn = false;
  #cause: Cause | undefined;
  /** How it has ended. */
  #how = '';

  /** @param gone is called when the process is no more. */
  constructor(options: ProcessOptions, gone: () => void) {
    this.options = options;
    const { shell, readable, maxMemoryBytes, maxBusyMs } = options;
    const program = programPath(COMMANDS);
    this.#child = new Child({
      program: [program, shell, String(maxMemoryBytes / 2), String(WORN_SECONDS)],
      readable: [program, ...readable.map((folder) => `${folder}/*`)],
      flags: ['--disallow-code-generation-from-strings'],
      heapBytes: maxMemoryBytes / 2,
      // The last command may take all of its time in several threads, those of the engine.
      cpuSeconds: Math.ceil(WORN_SECONDS + (3 * maxBusyMs) / 1000),
    });
    this.ready = new Promise((resolve, reject) => {
      this.#settle = { resolve, reject };
    });
    let ticks = 0;
    const stop = everyTick(() => {
      ticks += 1;
      if (ticks * TICK_MS > LONGEST_START_MS) this.#fail('it takes too long to start');
    });
    this.ready.then(stop, stop);
    this.#child.onData = (chunk) => {
      for (const frame of this.#reader.add(chunk)) if (!this.#child.hasEnded) this.#take(frame);
    };
    this.#child.onEnd = (fault, how) => {
      this.#settle?.reject(fault);
      this.#cause ??= how?.startsWith('SIG') ? 'memory' : 'nonsense';
      this.#how = how ?? String(fault);
      if (this.#run !== undefined) this.#run.end(this.#endOf(this.#run, this.#how));
      gone();
    };
  }

  /** Whether another process had better take its place. */
  get isWorn(): boolean {
    return this.#isWorn || this.#child.hasEnded;
  }

  /** Keeps this process from its end as long as that one is there, or lets it end. */
  hold(isHeld: boolean): void {
    this.#child.hold(isHeld);
  }

  async run(assignment: CommandAssignment, host: CommandHost): Promise<CommandEnd> {
    const start = await host.start();
    return 'end' in start ? start.end : this.#runStarted(assignment, start, host);
  }

  #runStarted(assignment: CommandAssignment, start: Start, host: CommandHost): Promise<CommandEnd> {
    return new Promise((resolve) => {
      const stop = everyTick(() => this.#tick());
      const end = (ended: CommandEnd) => {
        stop();
        this.#run = undefined;
        resolve(ended);
      };
      const decoder = () => new TextDecoder('utf-8', { ignoreBOM: true });
      const decoders = { stdout: decoder(), stderr: decoder() };
      const counts = { printedLength: 0, open: 0, asleep: 0, busyTicks: 0, isAnswering: false, answered: 0 };
      const run = { assignment, host, end, printed: { stdout: '', stderr: '' }, decoders, questions: [], ...counts };
      // It may have ended meanwhile, by itself or with its hub.
      if (this.#child.hasEnded) return end(this.#endOf(run, this.#how));
      this.#run = run;
      this.#send({ kind: 'run', assignment, start, told: host.told() });
    });
  }

  end(): void {
    this.#child.end();
  }

  #send(message: ToProcess, bytes?: Uint8Array): void {
    this.#child.write(encodeFrame(message, bytes));
  }

  #take({ header, bytes }: Frame): void {
    const message = fromProcess(header);
    if (message?.kind === 'ready') this.#settle?.resolve(message.programs);
    else if (message?.kind === 'failed') this.#fail(message.fault);
    else if (message === undefined || this.#run === undefined) throw new Error('nothing of that kind is expected');
    else this.#takeOf(this.#run, message, bytes);
  }

  #takeOf(run: Run, message: Exclude<FromProcess, { kind: 'ready' | 'failed' }>, bytes: Uint8Array): void {
    if (message.kind === 'output') {
      const text = run.decoders[message.stream].decode(bytes, { stream: true });
      // The shell counts in the same way, but for the quotes.
      run.printedLength += JSON.stringify(text).length - QUOTES;
      if (run.printedLength > run.assignment.maxOutputBytes) throw new Error('too much is printed');
      run.printed[message.stream] += text;
    } else if (message.kind === 'end') {
      this.#isWorn = message.isWorn;
      const { refusal } = run.host;
      if (refusal !== undefined) run.end({ unsimulated: refusal });
      else run.end('result' in message.end ? { result: { ...message.end.result, ...run.printed } } : message.end);
    } else {
      run.open += 1;
      if (run.open > MOST_OPEN * 2) throw new Error('too much is asked at once');
      if (message.kind === 'sleep') void this.#sleep(run, message);
      else if (message.kind === 'python') void this.#python(run, message);
      else run.questions.push({ question: message, bytes });
      if (!run.isAnswering) void this.#answer(run);
    }
  }

  /** Answers the questions of the run in turn, with turns for others in between. */
  async #answer(run: Run): Promise<void> {
    run.isAnswering = true;
    try {
      for (let next = run.questions.shift(); next !== undefined && this.#run === run; next = run.questions.shift()) {
        await this.#answerOne(run, next);
        run.answered += 1;
        if (run.answered % AT_ONCE === 0) await nextTurn();
      }
    } catch (fault) {
      this.#endFor('nonsense', fault);
    }
    run.isAnswering = false;
  }

  async #answerOne(run: Run, { question, bytes }: Run['questions'][number]): Promise<void> {
    if (question.kind === 'now') this.#reply(run, question.id, { value: run.host.now() });
    if (question.kind !== 'file') return;
    const steps = run.host.answer(question.request, bytes);
    let step = steps.next();
    for (; !step.done && this.#run === run; step = steps.next()) await nextTurn();
    if (step.done) this.#reply(run, question.id, step.value);
  }

  async #sleep(run: Run, { id, elapsedMs }: Extract<Question, { kind: 'sleep' }>): Promise<void> {
    run.asleep += 1;
    await run.host.sleep(elapsedMs);
    run.asleep -= 1;
    this.#reply(run, id, { value: null });
  }

  /** Another process computes then, which has limits of its own. */
  async #python(run: Run, { id, upload }: Extract<Question, { kind: 'python' }>): Promise<void> {
    run.asleep += 1;
    try {
      this.#reply(run, id, await run.host.runPython(upload));
    } catch (fault) {
      this.#endFor('nonsense', fault);
    }
    run.asleep -= 1;
  }

  #reply(run: Run, id: number, reply: FileReply): void {
    if (this.#run !== run) return;
    run.open -= 1;
    const { bytes, ...rest } = 'value' in reply ? reply : { ...reply, bytes: undefined };
    this.#send({ kind: 'reply', id, reply: rest, told: run.host.toldAnew() }, bytes);
  }

  /** Looks after the time and the memory of the run. */
  #tick(): void {
    const run = this.#run;
    if (run === undefined) return;
    if (run.asleep === 0) run.busyTicks += 1;
    if (run.busyTicks * TICK_MS > run.assignment.maxBusyMs + GRACE_MS) this.#endFor('time');
    else if (this.#child.residentBytes > this.options.maxMemoryBytes) this.#endFor('memory');
  }

  #endFor(cause: Cause, fault?: unknown): void {
    this.#cause ??= cause;
    this.#child.end(fault);
  }

  #fail(fault: string): void {
    this.#child.end(new Error(fault));
  }

  #endOf({ assignment, host }: Run, how: string): CommandEnd {
    if (host.refusal !== undefined) return { unsimulated: host.refusal };
    switch (this.#cause) {
      case 'time': {
        const why = `it takes more than ${assignment.maxBusyMs} ms of this machine, by \`commands.maxBusyMs\``;
        return { unsimulated: { what: 'a command that computes for that long', why } };
      }
      case 'memory': {
        const why = `its process takes more than ${this.options.maxMemoryBytes} bytes, by \`commands.maxMemoryBytes\``;
        return { unsimulated: { what: 'a command that needs that much memory', why } };
      }
      default:
        return { unsimulated: { what: 'this command', why: `the process that ran it broke (${how})` } };
    }
  }
}
