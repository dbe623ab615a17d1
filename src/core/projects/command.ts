/** Commands that a project runs: outside the core, since a shell takes its time. */

/** One program to be run in a project. */
export interface Command {
  readonly project_id: string;
  /** The home directory of the project, absolute. */
  readonly home: string;
  /** The command line as a person would write it: what stubs are matched against. */
  readonly text: string;
  /** Working directory, absolute. */
  readonly cwd: string;
  readonly run: Script | Program;
  /** Variables of the environment beside, or instead of, those that a project has. */
  readonly env?: Readonly<Record<string, string>>;
  /** How long it may take, on a clock of its own that moves while it sleeps. */
  readonly timeoutMs: number;
  /** Fixes all that the command leaves to chance. */
  readonly chance: string;
}

/** A text for bash, in a temporary file. */
export interface Script {
  readonly kind: 'script';
  readonly source: string;
  /** The file's absolute path. */
  readonly file: string;
}

/** A program with its arguments, run without a shell. */
export interface Program {
  readonly kind: 'program';
  readonly program: string;
  readonly args: readonly string[];
}

export interface CommandResult {
  readonly stdout: string;
  readonly stderr: string;
  readonly exit_code: number;
  /** Set where there was no exit: the time was up, a signal ended the program, or it could not be started. */
  readonly failure?: 'timeout' | 'signal' | SpawnFailure;
  /** How long it took, on its own clock; nothing by default. */
  readonly elapsedMs?: number;
}

/** Missing program or directory, no permission, a file in the place of a directory, too long a name or argument. */
export const SPAWN_FAILURES = ['ENOENT', 'EACCES', 'ENOTDIR', 'ENAMETOOLONG', 'E2BIG'] as const;
export type SpawnFailure = (typeof SPAWN_FAILURES)[number];
