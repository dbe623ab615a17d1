/** Sandboxes made by docker or podman: a container for each command, of an image that has bash. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { chownSync, closeSync, constants, fstatSync, mkdirSync, openSync, readSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { hostnameOf } from '../machine.ts';
import { encodeLaunch, LAUNCHER, type Launch, limitsOf } from './launcher.ts';
import type { Owner } from './open-folder.ts';
import type { SandboxLimits } from './options.ts';
import { programOnPath, type Room, type Runtime, type Sandbox, UNUSED_ACCOUNT, unavailable } from './runtime.ts';

/** Where a container finds what to run, and leaves how that ended. */
const EXCHANGE = '/run/cocalc-mock-hub';

const MOST_STATUS = 2 ** 16;

interface Settings {
  readonly image: string;
  readonly program: string | undefined;
  readonly limits: SandboxLimits;
}

export class Containers implements Runtime {
  readonly owner: Owner | undefined = process.getuid?.() === 0 ? UNUSED_ACCOUNT : undefined;
  readonly isEarly = false;
  readonly whereNone = 'its service has to run, and the image has to be there and to have bash 5';
  readonly #settings: Settings;
  #found: string | undefined;

  constructor(settings: Settings) {
    this.#settings = settings;
  }

  start(room: Room): Sandbox {
    const program = this.#program();
    const name = `cocalc-mock-hub-${randomUUID()}`;
    const exchange = join(room.path, name);
    mkdirSync(exchange);
    if (this.owner !== undefined) chownSync(exchange, this.owner.uid, this.owner.gid);
    // What is to be run has to be there when the container starts.
    const start = (launch: Launch) => {
      writeFileSync(join(exchange, 'spec'), encodeLaunch(launch), { mode: 0o644 });
      return spawn(program, this.#arguments(room, { name, exchange, program }), {
        cwd: '/',
        env: programEnvironment(),
        stdio: ['pipe', 'pipe', 'pipe'],
        detached: true,
      });
    };
    return new Container(start, { program, name, exchange });
  }

  #program(): string {
    this.#found ??= foundProgram(this.#settings.program);
    return this.#found;
  }

  #arguments(room: Room, { name, exchange, program }: Place): string[] {
    const { image, limits } = this.#settings;
    const { uid, gid } = this.owner ?? { uid: process.getuid?.() ?? 0, gid: process.getgid?.() ?? 0 };
    const isOurs = basename(program) === 'podman' && this.owner === undefined;
    const volumes = [
      [join(room.path, 'home'), room.home],
      [join(room.path, 'tmp'), '/tmp'],
      [join(room.path, 'tmp'), '/var/tmp'],
      [exchange, EXCHANGE],
    ].flatMap(([source, target]) => ['--volume', `${source}:${target}`]);
    return [
      ...['run', '--rm', '--interactive', '--name', name, '--hostname', hostnameOf(room.project_id).slice(0, 63)],
      ...['--user', `${uid}:${gid}`, ...(isOurs ? ['--userns', 'keep-id'] : [])],
      ...(limits.network ? [] : ['--network', 'none']),
      ...['--read-only', '--cap-drop', 'ALL', '--security-opt', 'no-new-privileges'],
      ...['--pids-limit', String(limits.maxProcesses), '--memory', `${limits.maxMemoryBytes}b`],
      ...['--memory-swap', `${limits.maxMemoryBytes}b`, '--shm-size', `${Math.ceil(limits.maxMemoryBytes / 4)}b`],
      ...volumes,
      ...['--workdir', '/', '--entrypoint', 'bash', image],
      ...['-c', `exec 3<${EXCHANGE}/spec 4>${EXCHANGE}/status\n${LAUNCHER}`, 'bash', ...limitsOf(limits)],
    ];
  }
}

/** The program with that name or path; of docker and podman, the one whose service runs, if any does. */
function foundProgram(program: string | undefined): string {
  if (program?.includes('/')) return program;
  const paths = (program === undefined ? ['docker', 'podman'] : [program]).flatMap((name) => programOnPath(name) ?? []);
  const path = (paths.length > 1 && paths.find(isServed)) || paths[0];
  if (path === undefined)
    throw unavailable(`there is no program ${program ?? 'docker or podman'}; install one of them`);
  return path;
}

function isServed(program: string): boolean {
  const settings = { env: programEnvironment(), stdio: 'ignore', timeout: MOST_ASKING_MS } as const;
  return spawnSync(program, ['version'], settings).status === 0;
}

const MOST_ASKING_MS = 5000;

interface Place {
  readonly program: string;
  readonly name: string;
  readonly exchange: string;
}

class Container implements Sandbox {
  readonly hasEnded = false;
  readonly #start: (launch: Launch) => ChildProcess;
  readonly #place: Place;

  constructor(start: (launch: Launch) => ChildProcess, place: Place) {
    this.#start = start;
    this.#place = place;
  }

  launch(launch: Launch): ChildProcess {
    return this.#start(launch);
  }

  /** The program may have put anything in its place. */
  told(): string {
    try {
      const { O_RDONLY, O_NOFOLLOW, O_NONBLOCK } = constants;
      const file = openSync(join(this.#place.exchange, 'status'), O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
      try {
        const bytes = Buffer.alloc(MOST_STATUS);
        return fstatSync(file).isFile() ? bytes.toString('latin1', 0, readSync(file, bytes, 0, MOST_STATUS, 0)) : '';
      } finally {
        closeSync(file);
      }
    } catch {
      // It has not come that far.
      return '';
    }
  }

  end(): void {
    const { program, name } = this.#place;
    const killer = spawn(program, ['kill', name], { cwd: '/', env: programEnvironment(), stdio: 'ignore' });
    // Without the program, there is no container either.
    killer.on('error', () => {});
    killer.unref();
  }

  /** The program bounds it. */
  residentBytes(): number {
    return 0;
  }
}

/** What the program itself needs to know of this process: where it finds its service and its settings. */
function programEnvironment(): NodeJS.ProcessEnv {
  const names = ['PATH', 'HOME', 'DOCKER_HOST', 'DOCKER_CONFIG', 'DOCKER_CONTEXT', 'XDG_RUNTIME_DIR', 'CONTAINER_HOST'];
  return Object.fromEntries(
    names.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]])),
  );
}
