/** The process of a kernel, seen from outside: what is written to it, what it says, and its end. */
import type { ChildProcess } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import { FrameReader } from './frames.ts';
import { type LaunchOptions, launch } from './launch.ts';
import { mostBytes, type Report, reportOf } from './reports.ts';

const LONGEST_COMPLAINT = 2000;

/** Those that have not ended, for the end of this process. */
const living = new Set<KernelProcess>();

export class KernelProcess {
  readonly #child: ChildProcess;
  readonly #isGuarded: boolean;
  readonly #reader = new FrameReader(mostBytes);
  #complaint = '';
  #hasEnded = false;
  /** Is given what the process says; what it throws ends the process, and is given to `onEnd`. */
  onReport: (report: Report) => void = () => {};
  onEnd: (fault: unknown) => void = () => {};

  private constructor(child: ChildProcess, isGuarded: boolean) {
    this.#child = child;
    this.#isGuarded = isGuarded;
    living.add(this);
    const [input, output, complaints, lifeline] = child.stdio as unknown as [Writable, Readable, Readable, Writable];
    // Nothing of it keeps this process from its end.
    for (const handle of [child, input, output, complaints, lifeline]) (handle as unknown as Unreferable).unref();
    // Whoever writes into a process that has ended learns of the end, and not of this.
    for (const stream of [input, output, complaints, lifeline]) stream.on('error', () => {});
    const gone = () =>
      this.end(new Error(`the kernel's process has ended: ${this.#complaint.trim() || 'it says not why'}`));
    complaints.on('data', (piece: Uint8Array) => {
      if (this.#complaint.length < LONGEST_COMPLAINT) this.#complaint += String(piece).slice(0, LONGEST_COMPLAINT);
    });
    output.on('data', (piece: Uint8Array) => this.#take(piece));
    output.on('close', gone);
    child.on('exit', gone);
    child.on('error', (fault) => this.end(fault));
  }

  static async start(options: LaunchOptions): Promise<KernelProcess> {
    const { spawn } = await import('node:child_process');
    const { command, args, options: how, isGuarded } = await launch(options);
    if (living.size === 0) {
      process.off('exit', endAll);
      process.on('exit', endAll);
    }
    return new KernelProcess(spawn(command, args, how), isGuarded);
  }

  write(bytes: Uint8Array): void {
    if (!this.#hasEnded) this.#child.stdin?.write(bytes);
  }

  /** Ends the process at once, whatever it does. */
  end(fault: unknown = new Error('the process was ended')): void {
    if (this.#hasEnded) return;
    this.#hasEnded = true;
    living.delete(this);
    this.#kill();
    for (const stream of this.#child.stdio) stream?.destroy();
    this.onEnd(fault);
  }

  #kill(): void {
    const { pid } = this.#child;
    if (pid === undefined) return;
    try {
      // The group, that is the shell and what it has started; it is no other's as long as the shell has not ended.
      if (this.#isGuarded && this.#child.exitCode === null && this.#child.signalCode === null)
        process.kill(-pid, 'SIGKILL');
      else this.#child.kill('SIGKILL');
    } catch {
      // It has ended by itself.
    }
  }

  #take(piece: Uint8Array): void {
    try {
      for (const frame of this.#reader.take(piece)) {
        if (this.#hasEnded) return;
        this.onReport(reportOf(frame));
      }
    } catch (fault) {
      this.end(fault);
    }
  }
}

interface Unreferable {
  unref(): void;
}

function endAll(): void {
  for (const one of living) one.end();
}
