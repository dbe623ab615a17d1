/**
 * The simulated shell that projects run their commands in. It reaches no file, process or network of the host, and runs in
 * a process of its own, which holds where the shell does not; in a page, which has no processes, it runs in the page.
 */
import { refuse } from '../../core/errors.ts';
import type { CommandRunner } from '../perform.ts';
import { Places } from './places.ts';

export interface CommandOptions {
  /** How many commands of a hub run at once; more of them wait. 4 by default. */
  readonly maxRunning?: number;
  /** How many commands of a hub may wait; more of them are refused. 256 by default. */
  readonly maxWaiting?: number;
  /** How many steps a command may take before it counts as one that never ends. 50,000 by default. */
  readonly maxSteps?: number;
  /**
   * How long a command may compute in real time: 10,000 ms by default. It is ended before, when its own time limit is
   * shorter, but not within a second: how fast this machine is should not matter.
   */
  readonly maxBusyMs?: number;
  /** How much a command may print: 10,000,000 bytes by default, as an answer has them in JSON. */
  readonly maxOutputBytes?: number;
  /** How much memory a command may take: 512 MiB by default. */
  readonly maxMemoryBytes?: number;
  /** How much a project's files may hold before commands find the disk full: 256 MiB by default. */
  readonly maxDiskBytes?: number;
  /** How many files they may be; 100,000 by default. */
  readonly maxFiles?: number;
  /** Where the shell comes from: the optional package `just-bash`, by its name or the absolute path of its folder. */
  readonly package?: string;
}

const DEFAULTS = {
  maxRunning: 4,
  maxWaiting: 256,
  maxSteps: 50_000,
  maxBusyMs: 10_000,
  maxOutputBytes: 10_000_000,
  maxMemoryBytes: 512 * 2 ** 20,
  maxDiskBytes: 256 * 2 ** 20,
  maxFiles: 100_000,
  package: 'just-bash',
};

export type CommandSettings = Required<CommandOptions>;

/** Runs commands in the shell, which is loaded for the first of them. */
export function simulatedShell(options: CommandOptions = {}): CommandRunner {
  const settings = { ...DEFAULTS, ...options };
  const places = new Places(settings.maxRunning);
  let hasRun = false;
  const run: CommandRunner = (hub, command) => {
    hasRun = true;
    if (places.waiting >= settings.maxWaiting) throw tooManyWait(settings);
    return places.occupy(async () => {
      const { runCommand } = await import('./command-run.ts');
      return runCommand(hub, command, settings);
    });
  };
  const leave = async () => (await import('./command-process/pool.ts')).leaveProcesses(settings);
  return Object.assign(run, { close: () => void (hasRun && leave()) });
}

function tooManyWait({ maxRunning, maxWaiting }: CommandSettings) {
  const why = `${maxRunning} of this hub run and ${maxWaiting} wait; wait for answers, or raise \`commands.maxRunning\` or \`commands.maxWaiting\``;
  return refuse('unsimulated', { what: 'that many commands at once', why });
}
