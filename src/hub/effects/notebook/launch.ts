/** How the process of a kernel is started: with no permissions but to read its own program and the interpreter. */
import type { SpawnOptions } from 'node:child_process';
import { kernelFolder } from '../../kernel-files.ts';

export interface LaunchOptions {
  /** The interpreter's folder, with a slash at its end. */
  readonly folder: string;
  /** Run in place of the kernel's own program, with the same rights. */
  readonly program?: string;
}

export interface Launch {
  readonly command: string;
  readonly args: readonly string[];
  readonly options: SpawnOptions;
  /** Whether a shell stands by and ends the process when the hub is gone; a group of processes of its own holds both. */
  readonly isGuarded: boolean;
}

/** Seconds of processor time, all threads together: more than start and cells take, for a process that nobody ends. */
const CPU_SECONDS = 180;
const HEAP_MEGABYTES = 256;

/**
 * Writes no file however it is asked to, leaves no core, and takes no more time than it may. The shell stays, and waits
 * for the end of a pipe that only the hub holds: however the hub ends, the process does too.
 */
const SHELL = `
ulimit -c 0; ulimit -f 0; ulimit -t ${CPU_SECONDS}
exec 4<&0
env -i "$@" <&4 3<&- 4<&- &
exec <&- >&- 2>&- 4<&-
read -r gone <&3
kill -9 $!
`;

/** @throws Error where this Node knows no permissions. */
export async function launch({ folder, program }: LaunchOptions): Promise<Launch> {
  const kernel = await kernelFolder();
  const node = [
    permissionFlag(),
    ...flagsKnown('--no-experimental-sqlite'),
    '--no-warnings',
    // With other flags of V8 one could make it write files.
    '--freeze-flags-after-init',
    `--max-old-space-size=${HEAP_MEGABYTES}`,
    '--max-semi-space-size=16',
    // To follow links it would have to read the folders above.
    '--preserve-symlinks-main',
    '--preserve-symlinks',
    `--allow-fs-read=${kernel}*`,
    `--allow-fs-read=${folder}*`,
    ...(program === undefined ? [] : [`--allow-fs-read=${program}`]),
    '--require',
    `${kernel}guard.cjs`,
    program ?? `${kernel}program.mjs`,
  ];
  const stdio = ['pipe', 'pipe', 'pipe', 'pipe'] as const;
  const shared: SpawnOptions = { env: {}, windowsHide: true, stdio: [...stdio] };
  if (process.platform === 'win32') {
    // There children end with their parent, since Node puts them into a job.
    const options = { ...shared, cwd: kernel };
    return { command: process.execPath, args: node, options, isGuarded: false };
  }
  // Nobody, not even root, makes a file in there.
  const cwd = process.platform === 'linux' ? '/proc' : '/';
  const args = ['-c', SHELL, 'kernel', process.execPath, ...node];
  return { command: '/bin/sh', args, options: { ...shared, cwd, detached: true }, isGuarded: true };
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
