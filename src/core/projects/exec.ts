/**
 * Running something in a project: what is run, and in which words the hub tells how it went.
 * [smc-project/exec_shell_code.coffee; smc-util-node/execute-code.coffee]
 */
import { OrderedMap } from 'immutable';
import { asObserved } from '../deviations.ts';
import { refuse } from '../errors.ts';
import { homeOf } from '../files/paths.ts';
import { MINUTE, SECOND } from '../instant.ts';
import { isObject, type Json } from '../json.ts';
import { newHex } from '../random.ts';
import { changed, type HubState } from '../state.ts';
import { asText, isTruthy } from '../values.ts';
import type { Command, CommandResult, SpawnFailure } from './command.ts';

/** A request as it was sent. */
export interface ExecRequest {
  readonly project_id: Json;
  readonly path: Json;
  readonly command: Json;
  readonly args: Json;
  readonly timeout: Json;
  readonly aggregate: Json | undefined;
  readonly max_output: Json | undefined;
  readonly bash: Json;
  readonly err_on_exit: Json;
}

/** A request that can be carried out. */
export interface Execution {
  readonly command: Command;
  /** Command and arguments as they were sent. */
  readonly sent: { readonly command: string; readonly args: readonly string[] };
  readonly errOnExit: boolean;
  /** Characters of each stream that are kept; `undefined`: all. */
  readonly maxOutput: Json | undefined;
  readonly aggregate: Aggregate | undefined;
}

/** Calls of one key share runs: a run serves all whose value it covers. */
export interface Aggregate {
  readonly key: string;
  readonly value: Json;
}

/** How a run ended: with output, or with a reason to refuse. */
export type ExecOutcome =
  | { readonly stdout: string; readonly stderr: string; readonly exit_code: number }
  | { readonly stdout: string; readonly stderr: string; readonly reason: string };

/** The last run of its key. */
export interface FinishedRun {
  readonly value: Json;
  readonly time: number;
  readonly outcome: ExecOutcome;
}

/** @throws Refusal `never_answers` or `unsimulated` for what cannot be run. */
export function execution(state: HubState, request: ExecRequest): Execution {
  const project_id = asText(request.project_id);
  const sent = { command: commandOf(request.command), args: argsOf(request.args) };
  const seconds = secondsOf(request.timeout);
  const cwd = directoryOf(project_id, request.path);
  const source = scriptOf(state, sent, isTruthy(request.bash));
  return {
    command: {
      project_id,
      text: source ?? [sent.command, ...sent.args].join(' '),
      cwd,
      run:
        source === undefined
          ? { kind: 'program', program: sent.command, args: sent.args }
          : { kind: 'script', source: `ulimit -t ${seconds}\n${source}`, file: temporaryFile(state) },
      timeoutMs: seconds * SECOND,
      chance: newHex(state, 'command', 16),
    },
    sent,
    errOnExit: isTruthy(request.err_on_exit),
    maxOutput: request.max_output,
    aggregate: aggregateOf(request),
  };
}

/** What the run comes to in the hub's words. */
export function outcomeOf({ command, errOnExit, maxOutput }: Execution, result: CommandResult): ExecOutcome {
  const stdout = cut(result.stdout, maxOutput);
  const stderr = cut(result.stderr, maxOutput);
  const { program, args } = spawned(command);
  const named = `command '${program}' (args=${args.join(' ')})`;

  switch (result.failure) {
    case undefined:
      if (result.exit_code === 0 || !errOnExit) {
        return { stdout: marked(stdout, maxOutput), stderr: marked(stderr, maxOutput), exit_code: result.exit_code };
      }
      return { stdout, stderr, reason: `${named} exited with nonzero code ${result.exit_code} -- stderr='${stderr}'` };
    case 'timeout':
      if (!errOnExit) return { stdout, stderr, exit_code: 1 };
      return { stdout, stderr, reason: `killed command '${program} ${args.join(' ')}'` };
    case 'ENOTDIR':
      // Node throws this one, where it only tells of the others.
      return { stdout, stderr, reason: `error ${spawnError(result.failure, {})}` };
    default: {
      const told = stderr + spawnError(result.failure, { path: program, spawnargs: args });
      const ended = errOnExit ? 'exited with nonzero code 1' : 'was not able to run';
      return { stdout, stderr: told, reason: `${named} ${ended} -- stderr='${told}'` };
    }
  }
}

/** The outcome of a run that has finished within a minute and does for the call. */
export function finishedRun(state: HubState, { key, value }: Aggregate): ExecOutcome | undefined {
  const run = state.finishedRuns.get(key);
  return run !== undefined && state.now - run.time < MINUTE && isCovered(value, run.value) ? run.outcome : undefined;
}

/** The state in which that is the last run of its key. */
export function withFinishedRun(state: HubState, { key, value }: Aggregate, outcome: ExecOutcome): HubState {
  const runs = state.finishedRuns.delete(key).set(key, { value, time: state.now, outcome });
  return changed(state, { finishedRuns: runs.size > MOST_FINISHED_RUNS ? OrderedMap(runs.rest()) : runs });
}

const MOST_FINISHED_RUNS = 100;

/** Whether a run for the value `other` does for the value `one`. [smc-util/aggregate.js leq] */
function isCovered(one: Json, other: Json): boolean {
  if (isObject(one) && one.value != null) return isObject(other) && one.value === other.value;
  return (one as number) <= (other as number);
}

function commandOf(value: Json): string {
  if (typeof value === 'string' && value !== '') return value;
  const what = `the command ${JSON.stringify(value)}`;
  throw refuse('unsimulated', { what, why: 'what a hub does with it is not known' });
}

function argsOf(value: Json): readonly string[] {
  if (!Array.isArray(value)) throw refuse('never_answers', { what: '`args` that are no array' });
  return value.map(asText);
}

/** The time limit in seconds, which may come as a text. */
function secondsOf(value: Json): number {
  if (!isTruthy(value)) throw refuse('never_answers', { what: 'a command without `timeout`' });
  const seconds = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  if (typeof seconds === 'number' && seconds > 0 && Number.isFinite(seconds)) return seconds;
  const what = `the timeout ${JSON.stringify(value)}`;
  throw refuse('unsimulated', { what, why: 'what a hub does with it is not known' });
}

function directoryOf(project_id: string, path: Json): string {
  if (typeof path === 'string') return path.startsWith('/') ? path : `${homeOf(project_id)}/${path}`;
  const what = `the path ${JSON.stringify(path)}`;
  throw refuse('unsimulated', { what, why: 'what a hub does with it is not known' });
}

/** The text for bash; `undefined` where a program is run directly. */
function scriptOf(state: HubState, { command, args }: Execution['sent'], bash: boolean): string | undefined {
  if (args.length === 0) return bash || /\s/.test(command) ? command : undefined;
  if (!bash) return undefined;
  return asObserved(state, 'bash_ignores_args') ? [command, ...args].map(quoted).join(' ') : command;
}

/** As the hub quotes a word for the shell; so an empty one is lost. [npm shell-escape@0.2.0] */
function quoted(word: string): string {
  return /[^A-Za-z0-9_/:=-]/.test(word) ? `'${word.replaceAll("'", "'\\''")}'` : word;
}

/** The published example's form: date (years since 1900, months from 0), process id, and chance. [npm temp] */
function temporaryFile(state: HubState): string {
  const today = new Date(state.now);
  const date = `${today.getUTCFullYear() - 1900}${today.getUTCMonth()}${today.getUTCDate()}`;
  const chance = Number.parseInt(newHex(state, 'temporary file', 13), 16) / 2 ** 52;
  return `/tmp/f-${date}-${SERVER_PID}-${(chance * 2 ** 32 + 1).toString(36)}`;
}

const SERVER_PID = 1677;

function aggregateOf(request: ExecRequest): Aggregate | undefined {
  const { aggregate, project_id, path, command, args, timeout, max_output, bash, err_on_exit } = request;
  if (aggregate === undefined) return undefined;
  const others = [project_id, path, command, args, timeout, max_output ?? null, bash, err_on_exit];
  return { key: JSON.stringify(others), value: aggregate };
}

function spawned({ run }: Command): { program: string; args: readonly string[] } {
  return run.kind === 'script' ? { program: 'bash', args: [run.file] } : run;
}

/** What Node tells of a program that could not be started, in the form of the hub's time. */
function spawnError(code: SpawnFailure, { path, spawnargs }: { path?: string; spawnargs?: readonly string[] }): string {
  return JSON.stringify({
    errno: code,
    code,
    syscall: path === undefined ? 'spawn' : `spawn ${path}`,
    path,
    spawnargs,
  });
}

function cut(text: string, maxOutput: Json | undefined): string {
  if (maxOutput === undefined) return text;
  const most = Number(maxOutput);
  return most > 0 ? text.slice(0, most) : '';
}

function marked(text: string, maxOutput: Json | undefined): string {
  if (maxOutput === undefined || !(text.length >= Number(maxOutput))) return text;
  return `${text} (truncated at ${asText(maxOutput)} characters)`;
}
