/** Sandboxes made by the program bubblewrap: namespaces of Linux, and of this machine's files no more than programs need. */
import { type ChildProcess, spawn } from 'node:child_process';
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { hostnameOf, USER } from '../machine.ts';
import { encodeLaunch, LAUNCHER, type Launch, limitsOf } from './launcher.ts';
import type { Owner } from './open-folder.ts';
import type { SandboxLimits } from './options.ts';
import { programOnPath, type Room, type Runtime, type Sandbox, UNUSED_ACCOUNT, unavailable } from './runtime.ts';
import { systemCallFilter } from './seccomp.ts';

/** Folders of programs beside `/usr`, which on most systems lead there. */
const PROGRAM_FOLDERS = ['/bin', '/sbin', '/lib', '/lib32', '/lib64', '/libx32'];

/** What programs read in `/etc` that is the same for everybody; no passwords, keys, names of hosts or users. */
const SETTINGS =
  /^(alternatives|ca-certificates|debian_version|fonts|host\.conf|ImageMagick.*|java.*|ld\.so\..*|lsb-release|magic.*|mime\.types|nsswitch\.conf|os-release|perl|protocols|python.*|R|services|terminfo|texmf|xml)$/;
/** The same in folders of which not all is for everybody; and how to find others, which is of use with the network only. */
const DEEPER_SETTINGS = ['ssl/certs', 'ssl/openssl.cnf', 'pki/tls/certs', 'pki/ca-trust/extracted'];
const NETWORK_SETTINGS = ['resolv.conf', 'gai.conf'];

export class Bubblewrap implements Runtime {
  readonly owner: Owner | undefined = process.getuid?.() === 0 ? UNUSED_ACCOUNT : undefined;
  readonly isEarly = true;
  readonly whereNone =
    'in a container, namespaces have to be allowed (`--security-opt seccomp=unconfined`, or `--privileged`), elsewhere those of users (`sysctl kernel.unprivileged_userns_clone=1`, `sysctl kernel.apparmor_restrict_unprivileged_userns=0`)';
  readonly #readable: readonly string[];
  readonly #limits: SandboxLimits;
  readonly #filter = systemCallFilter();
  #system: readonly string[] | undefined;

  constructor({ readable, limits }: { readonly readable: readonly string[]; readonly limits: SandboxLimits }) {
    this.#readable = readable;
    this.#limits = limits;
  }

  start(room: Room): Sandbox {
    this.#system ??= systemArguments(this.#limits, this.#readable);
    const filter = this.#filter === undefined ? [] : ['--seccomp', '6'];
    const args = [
      ...this.#system,
      ...roomArguments(room),
      ...filter,
      ...['--info-fd', '5', '--', '/bin/bash', '-c', LAUNCHER, 'bash', ...limitsOf(this.#limits)],
    ];
    const child = spawn(bubblewrap(), args, {
      ...this.owner,
      cwd: '/',
      // The first process of the sandbox keeps this environment, and shows it to the others.
      env: {},
      stdio: ['pipe', 'pipe', 'pipe', 'pipe', 'pipe', 'pipe', 'pipe'],
      // Signals to the group of this process, as Ctrl+C sends them, are not for it.
      detached: true,
    });
    return new BubblewrapSandbox(child, this.#filter);
  }
}

/** What a sandbox tells of itself: a failure, a number, and a line of bash. */
const MOST_STATUS = 2 ** 16;

type Streams = [Writable, Readable, Readable, Writable, Readable, Readable, Writable];

interface Referable {
  ref(): void;
  unref(): void;
}

class BubblewrapSandbox implements Sandbox {
  readonly #child: ChildProcess;
  #info = '';
  #told = '';

  constructor(child: ChildProcess, filter: Uint8Array | undefined) {
    this.#child = child;
    // It has ended then, and whoever has a command for it learns of that.
    child.on('error', () => {});
    const [, , , , status, info, filters] = child.stdio as unknown as Streams;
    // Whoever writes into a process that has ended learns of the end, and not of this.
    for (const stream of child.stdio) stream?.on('error', () => {});
    status.on('data', (piece: Uint8Array) => {
      if (this.#told.length < MOST_STATUS) this.#told += String(piece);
    });
    info.on('data', (piece: Uint8Array) => {
      this.#info += String(piece);
    });
    filters.end(filter);
    this.#hold(false);
  }

  get hasEnded(): boolean {
    return this.#child.exitCode !== null || this.#child.signalCode !== null;
  }

  launch(launch: Launch): ChildProcess {
    const [, , , spec] = this.#child.stdio as unknown as Streams;
    this.#hold(true);
    spec.end(encodeLaunch(launch));
    return this.#child;
  }

  /** Keeps this process from its end as long as the sandbox is there, or does not. */
  #hold(isHeld: boolean): void {
    const handles = [this.#child, ...this.#child.stdio] as unknown as Referable[];
    for (const handle of handles) isHeld ? handle.ref() : handle.unref();
  }

  told(): string {
    return this.#told;
  }

  end(): void {
    // Everything in a sandbox ends with its first process, and that with the program that made it.
    for (const pid of [this.#first, this.#child.pid]) {
      try {
        if (pid !== undefined && !this.hasEnded) process.kill(pid, 'SIGKILL');
      } catch {
        // It has ended by itself.
      }
    }
  }

  residentBytes(): number {
    return this.#first === undefined ? 0 : residentBytesBelow(this.#first);
  }

  /** Its first process, as this process knows it. */
  get #first(): number | undefined {
    const [, pid] = /"child-pid": (\d+)/.exec(this.#info) ?? [];
    return pid === undefined ? undefined : Number(pid);
  }
}

/** What each process of a tree has for itself, and what of memory that is shared has no file. */
function residentBytesBelow(first: number): number {
  let bytes = 0;
  const pids = [first];
  for (let pid = pids.pop(); pid !== undefined; pid = pids.pop()) {
    const folder = `/proc/${pid}`;
    try {
      const status = readFileSync(`${folder}/status`, 'latin1');
      for (const [, kilobytes] of status.matchAll(/^Rss(?:Anon|Shmem):\s*(\d+) kB$/gm))
        bytes += Number(kilobytes) * 1024;
      for (const task of readdirSync(`${folder}/task`)) {
        const children = readFileSync(`${folder}/task/${task}/children`, 'latin1');
        pids.push(
          ...children
            .split(' ')
            .filter((one) => one !== '')
            .map(Number),
        );
      }
    } catch {
      // It has just ended.
    }
  }
  return bytes;
}

function systemArguments({ network, maxMemoryBytes }: SandboxLimits, readable: readonly string[]): string[] {
  const settings = [
    ...readdirSync('/etc').filter((name) => SETTINGS.test(name)),
    ...DEEPER_SETTINGS,
    ...(network ? NETWORK_SETTINGS : []),
  ].map((name) => `/etc/${name}`);
  return [
    ...['--unshare-all', ...(network ? ['--share-net'] : []), '--unshare-user', '--die-with-parent', '--new-session'],
    ...['--uid', String(USER.uid), '--gid', String(USER.gid)],
    // Folders that are made on the way to others can be entered by their owner only.
    ...['/etc', '/etc/ssl', '/etc/pki', '/run', '/var'].flatMap((path) => ['--dir', path]),
    ...['--ro-bind', '/usr', '/usr'],
    ...PROGRAM_FOLDERS.flatMap(programFolder),
    ...[...settings, ...readable].flatMap((path) => ['--ro-bind-try', path, path]),
    ...['--proc', '/proc', '--dev', '/dev'],
    ...['--perms', '1777', '--size', String(Math.ceil(maxMemoryBytes / 4)), '--tmpfs', '/dev/shm'],
    ...['--symlink', '/tmp', '/var/tmp'],
  ];
}

function programFolder(path: string): string[] {
  try {
    return ['--symlink', readlinkSync(path), path];
  } catch {
    // No link: a folder of its own, or none.
    return ['--ro-bind-try', path, path];
  }
}

/** The project's own, and after it nothing can be made elsewhere. */
function roomArguments({ path, home, project_id }: Room): string[] {
  const own = ['passwd', 'group', 'hosts', 'hostname'].flatMap((name) => [
    '--ro-bind',
    join(path, 'etc', name),
    `/etc/${name}`,
  ]);
  return [
    ...['--hostname', hostnameOf(project_id).slice(0, 64)],
    ...own,
    ...foldersTo(home).flatMap((folder) => ['--dir', folder]),
    ...['--bind', join(path, 'tmp'), '/tmp', '--bind', join(path, 'home'), home],
    ...['--remount-ro', '/', '--remount-ro', '/dev', '--chdir', '/'],
  ];
}

/** The folders that lead to a path, the outermost first. */
function foldersTo(path: string): string[] {
  const names = path.split('/').slice(1, -1);
  return names.map((_, at) => `/${names.slice(0, at + 1).join('/')}`);
}

/** The path of the program. @throws Refusal when there is none. */
function bubblewrap(): string {
  if (process.platform !== 'linux') throw unavailable('bubblewrap runs on Linux only; use a container there');
  const path = programOnPath('bwrap');
  if (path !== undefined) return path;
  throw unavailable(
    'there is no program bwrap; install bubblewrap (`apt-get install bubblewrap`, `dnf install bubblewrap`)',
  );
}
