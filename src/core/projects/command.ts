/** Commands that a project runs: outside the core, since a shell takes its time. */
import type { Json, JsonObject } from '../json.ts';
import type { Outcome } from '../outcome.ts';
import type { HubState } from '../state.ts';

/** One program to be run in a project. */
export interface Command {
  readonly project_id: string;
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
export type SpawnFailure = 'ENOENT' | 'EACCES' | 'ENOTDIR' | 'ENAMETOOLONG' | 'E2BIG';

/** A command, and the transition that folds its result back into the state of that later moment. */
export interface CommandEffect<Answer extends Json = JsonObject> {
  readonly kind: 'command';
  readonly command: Command;
  readonly sharing?: Sharing<Answer>;
  /** @throws Refusal */
  finish(state: HubState, result: CommandResult): Outcome<Answer>;
}

/** Lets calls that want the same have it done once. */
export interface Sharing<Answer extends Json = Json> {
  /** Commands of one key run one after the other. */
  readonly key: string;
  /** Of those that wait for another of their key, the one with the greatest value goes first. */
  readonly value: Json;
  /** The call anew, after waiting: perhaps the state now has what it wants. @throws Refusal */
  again(state: HubState): Outcome<Answer>;
}
