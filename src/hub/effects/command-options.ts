/** What commands may take of this machine. */

export interface CommandOptions {
  /** How many commands of a hub run at once; more of them wait. 4 by default. */
  readonly maxRunning?: number;
  /** How many commands of a hub may wait; more of them are refused. 256 by default. */
  readonly maxWaiting?: number;
  /** How many steps a command may take; 1,000,000 by default. Each takes 0.02 ms of its time. */
  readonly maxSteps?: number;
  /**
   * How long a command may compute in real time: 10,000 ms by default. One that takes longer is refused, since how fast
   * this machine is tells nothing of how long a real one takes.
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
  /**
   * Where the shell comes from: the optional package `just-bash`, by its name or the absolute path of its folder. In a
   * browser, what loads it: `() => import('just-bash')`.
   */
  readonly package?: string | ShellLoader;
}

export type ShellLoader = () => Promise<object>;

export const commandDefaults: CommandSettings = {
  maxRunning: 4,
  maxWaiting: 256,
  maxSteps: 1_000_000,
  maxBusyMs: 10_000,
  maxOutputBytes: 10_000_000,
  maxMemoryBytes: 512 * 2 ** 20,
  maxDiskBytes: 256 * 2 ** 20,
  maxFiles: 100_000,
  package: 'just-bash',
};

export type CommandSettings = Required<CommandOptions>;
