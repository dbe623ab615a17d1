/**
 * Starts a program of this package as a process of its own, with as few rights as Node can give it.
 *
 * It has no environment, and neither input nor output but one channel; it writes no file, reads only the folders named,
 * starts no process or thread, loads no native code and makes no code of texts. Connections to other machines are what
 * Node cannot take from it before version 25.
 */
import type { ChildProcess, StdioOptions } from 'node:child_process';
import type { Socket } from 'node:net';
import { programPath } from '../../programs.ts';

export interface IsolatedOptions {
  /** The program's name. */
  readonly program: string;
  readonly args: readonly string[];
  /** Folders that it may read, absolute. */
  readonly readable: readonly string[];
  /** How much its own values may take; what is outside of them is to be watched: see `residentBytes`. */
  readonly heapBytes: number;
  /** Processor time after which the operating system ends it, so that none outlives this process for long. */
  readonly cpuSeconds: number;
}

export interface Isolated {
  readonly child: ChildProcess;
  readonly channel: Socket;
}

/** The descriptor of the channel, at the program's end. */
export const CHANNEL = 3;

const STDIO: StdioOptions = ['ignore', 'ignore', 'ignore', 'pipe'];

const SHELL = '/bin/sh';

/** Whether this is Node, which has processes; a page has none. */
export function canIsolate(): boolean {
  return globalThis.process?.getBuiltinModule?.('node:child_process') !== undefined;
}

export function startIsolated({ program, args, readable, heapBytes, cpuSeconds }: IsolatedOptions): Isolated {
  const { spawn } = process.getBuiltinModule('node:child_process');
  const { existsSync } = process.getBuiltinModule('node:fs');
  const { dirname } = process.getBuiltinModule('node:path');
  const path = programPath(program);
  if (!existsSync(path)) throw new Error(`there is no ${path}; npm run build`);
  const folder = dirname(path);
  const command = [process.execPath, ...flags([folder, ...readable], heapBytes), path, ...args];
  // Only a shell can set limits before a program starts; it becomes the program.
  const limited = [SHELL, '-c', `ulimit -c 0; ulimit -f 0; ulimit -t ${cpuSeconds}; exec "$@"`, SHELL, ...command];
  const [file = '', ...others] = existsSync(SHELL) ? limited : command;
  const child = spawn(file, others, { env: environment(), cwd: folder, stdio: STDIO });
  return { child, channel: child.stdio[CHANNEL] as Socket };
}

function flags(readable: readonly string[], heapBytes: number): string[] {
  const known = process.allowedNodeEnvironmentFlags;
  return [
    known.has('--permission') ? '--permission' : '--experimental-permission',
    ...readable.map((folder) => `--allow-fs-read=${folder}/*`),
    '--disallow-code-generation-from-strings',
    // Both would write files past the permissions: databases, and what V8 writes for whoever looks for faults.
    ...(known.has('--experimental-sqlite') ? ['--no-experimental-sqlite'] : []),
    '--freeze-flags-after-init',
    `--max-old-space-size=${Math.ceil(heapBytes / 2 ** 20)}`,
  ];
}

/** Nothing of this process's, but what Windows needs to start anything. */
function environment(): Record<string, string> {
  const { SystemRoot } = process.env;
  return { TZ: 'UTC', ...(SystemRoot === undefined ? {} : { SystemRoot }) };
}

/** How much memory the process takes; `undefined` where only its heap is bounded: the system is not Linux. */
export function residentBytes({ pid }: ChildProcess): number | undefined {
  try {
    const status = process.getBuiltinModule('node:fs').readFileSync(`/proc/${pid}/status`, 'latin1');
    const [, kib] = /^VmRSS:\s*(\d+) kB$/m.exec(status) ?? [];
    return kib === undefined ? undefined : Number(kib) * 1024;
  } catch {
    // Another system, or a process that has just ended.
    return undefined;
  }
}
