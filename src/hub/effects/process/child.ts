/**
 * A process of ours that has no permissions but to read what is named: how it is started, watched and ended.
 *
 * What keeps it in is listed in docs/boundaries.md. What it says is for whoever started it to check.
 */
import type { ChildProcess, SpawnOptions } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import { kernelFolder } from '../../programs.ts';
import { writeTogether } from './frames.ts';

export interface ChildOptions {
  /** The file that it runs, and what that is told. */
  readonly program: readonly [file: string, ...args: string[]];
  /** Files that it may read, and folders with `*` at their end. */
  readonly readable: readonly string[];
  readonly flags: readonly string[];
  /** How much its own values may take; what is outside of them is to be watched: see `residentBytes`. */
  readonly heapBytes: number;
  /** Processor time, all threads together, for a process that nobody ends. */
  readonly cpuSeconds: number;
}

/**
 * Writes no file however it is asked to, leaves no core, and takes no more time than it may. A shell stays beside it and
 * waits for the end of a pipe that only the hub holds: however the hub ends, it ends the group, which is both of them.
 */
const SHELL = `
ulimit -c 0; ulimit -f 0; ulimit -t "$1"; shift
{ read -r gone; kill -9 0; } <&3 3<&- >&- 2>&- &
exec env -i TZ=UTC "$@" 3<&-
`;

const LONGEST_COMPLAINT = 2000;

/** Those that have not ended, for the end of this process. */
const living = new Set<Child>();

export class Child {
  readonly #process: ChildProcess;
  readonly #output: Readable & Referable;
  #complaint = '';
  #hasEnded = false;
  /** Is given what the process says; what this throws ends the process, and is given to `onEnd`. */
  onData: (bytes: Uint8Array) => void = () => {};
  /** Is told how the process ended when it did so by itself: by a signal, or with a code. */
  onEnd: (fault: unknown, how?: string) => void = () => {};

  /** @throws Error where this Node knows no permissions. */
  constructor(options: ChildOptions) {
    const child = started(options);
    const [input, output, complaints, lifeline] = child.stdio as unknown as Streams;
    this.#process = child;
    this.#output = output;
    if (living.size === 0) process.off('exit', endAll).on('exit', endAll);
    living.add(this);
    // Nothing of it keeps this process from its end.
    for (const handle of [child, input, output, complaints, lifeline]) handle.unref();
    // Whoever writes into a process that has ended learns of the end, and not of this.
    for (const stream of [input, output, complaints, lifeline]) stream.on('error', () => {});
    complaints.on('data', (piece: Uint8Array) => {
      if (this.#complaint.length < LONGEST_COMPLAINT) this.#complaint += String(piece).slice(0, LONGEST_COMPLAINT);
    });
    output.on('data', (piece: Uint8Array) => this.#take(piece));
    // Who says no more has nothing left to do.
    output.on('close', () => this.#kill());
    child.on('exit', (code, signal) => {
      const how = signal ?? `code ${code}`;
      const gone = () => this.#end(new Error(`its process ended with ${how}: ${this.#complaint.trim()}`), how);
      // What it said last may still be on its way.
      if (output.closed) gone();
      else output.on('close', gone);
    });
    child.on('error', (fault) => this.end(fault));
  }

  get hasEnded(): boolean {
    return this.#hasEnded;
  }

  /** How much memory the process takes; 0 where the system does not tell: it is not Linux. */
  get residentBytes(): number {
    try {
      const status = process.getBuiltinModule('node:fs').readFileSync(`/proc/${this.#process.pid}/status`, 'latin1');
      return Number(/^VmRSS:\s*(\d+) kB$/m.exec(status)?.[1] ?? 0) * 1024;
    } catch {
      // Another system, or a process that has just ended.
      return 0;
    }
  }

  /** Keeps this process from its end as long as that one is there, or lets it end. */
  hold(isHeld: boolean): void {
    for (const handle of [this.#process, this.#output]) isHeld ? handle.ref() : handle.unref();
  }

  write(bytes: Uint8Array): void {
    const { stdin } = this.#process;
    if (this.#hasEnded || stdin === null) return;
    writeTogether(stdin, bytes);
  }

  /** Ends the process at once, whatever it does. */
  end(fault: unknown = new Error('its process was ended')): void {
    this.#end(fault);
  }

  #end(fault: unknown, how?: string): void {
    if (this.#hasEnded) return;
    this.#hasEnded = true;
    living.delete(this);
    this.#kill();
    for (const stream of this.#process.stdio) stream?.destroy();
    this.onEnd(fault, how);
  }

  #kill(): void {
    const { pid, exitCode, signalCode } = this.#process;
    // The group is no other's as long as its first process has not ended; once it has, the shell ends with its pipe.
    if (pid === undefined || exitCode !== null || signalCode !== null) return;
    try {
      if (process.platform === 'win32') this.#process.kill('SIGKILL');
      else process.kill(-pid, 'SIGKILL');
    } catch {
      // It has ended by itself.
    }
  }

  #take(piece: Uint8Array): void {
    if (this.#hasEnded) return;
    try {
      this.onData(piece);
    } catch (fault) {
      this.end(fault);
    }
  }
}

interface Referable {
  ref(): void;
  unref(): void;
}

type Streams = [Writable & Referable, Readable & Referable, Readable & Referable, Writable & Referable];

function endAll(): void {
  for (const one of living) one.end();
}

function started({ program, readable, flags, heapBytes, cpuSeconds }: ChildOptions): ChildProcess {
  const { spawn } = process.getBuiltinModule('node:child_process');
  const guard = `${kernelFolder()}guard.cjs`;
  const node = [
    process.execPath,
    permissionFlag(),
    ...[guard, ...readable].map((path) => `--allow-fs-read=${path}`),
    ...flagsKnown('--no-experimental-sqlite'),
    '--no-warnings',
    // With other flags of V8 one could make it write files.
    '--freeze-flags-after-init',
    `--max-old-space-size=${Math.ceil(heapBytes / 2 ** 20)}`,
    ...flags,
    '--require',
    guard,
    ...program,
  ];
  const { SystemRoot } = process.env;
  const env = { TZ: 'UTC', ...(SystemRoot !== undefined && { SystemRoot }) };
  const shared: SpawnOptions = { env, windowsHide: true, stdio: ['pipe', 'pipe', 'pipe', 'pipe'] };
  // Children end there with their parent, since Node puts them into a job.
  if (process.platform === 'win32') return spawn(process.execPath, node.slice(1), { ...shared, cwd: kernelFolder() });
  // Nobody, not even root, makes a file in there.
  const cwd = process.platform === 'linux' ? '/proc' : '/';
  return spawn('/bin/sh', ['-c', SHELL, 'sh', String(cpuSeconds), ...node], { ...shared, cwd, detached: true });
}

function permissionFlag(): string {
  const [known] = [...flagsKnown('--permission'), ...flagsKnown('--experimental-permission')];
  if (known === undefined) throw new Error('it needs the permission model of Node 20 or newer');
  return known;
}

function flagsKnown(flag: string): string[] {
  const { allowedNodeEnvironmentFlags: known } = process;
  return known?.has(flag) || known?.has(flag.replace('--no-', '--')) ? [flag] : [];
}
