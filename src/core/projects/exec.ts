/**
 * Running something in a project: what both generations of the API have in common. What each of them makes of a
 * request, and in which words it tells how it went, is in `project-exec.ts` and `system-exec.ts`.
 */
import { homeOf } from '../files/paths.ts';
import { MINUTE } from '../instant.ts';
import { isObject, type Json } from '../json.ts';
import { effectOf, type Outcome } from '../outcome.ts';
import { newHex } from '../random.ts';
import { type HubState, put } from '../state.ts';
import { asNumber, asText } from '../values.ts';
import type { Command, CommandResult, Script, SpawnFailure } from './command.ts';
import type { ExecOutcome, Finished } from './records.ts';

/** A request that can be carried out. */
export interface Execution {
  readonly command: Command;
  readonly sent: Sent;
  readonly errOnExit: boolean;
  /** Characters of each stream that are kept; `undefined`: all. */
  readonly maxOutput: Json | undefined;
  readonly aggregate: Aggregate | undefined;
  readonly wording: Wording;
}

/** Command and arguments as they were sent. */
export interface Sent {
  readonly command: string;
  readonly args: readonly string[];
}

/** Calls of one key share runs: a run serves all whose value it covers. */
export interface Aggregate {
  readonly key: string;
  readonly value: Json;
}

/** How one generation of the API tells of what went wrong. */
export interface Wording {
  /** What was run, as it stands after `command`. */
  named(command: Command): string;
  /** What of the standard error is told. */
  shown(stderr: string): string;
  /** Node's error of a program that could not be started, which is added to the standard error. */
  spawnError(failure: SpawnFailure, details: SpawnDetails): string;
  /** The same where Node throws it. */
  thrown(failure: SpawnFailure): string;
  /** The outcome where a signal or the end of its time kept the program from an exit; `undefined`: it was killed. */
  unfinished(result: CommandResult, exec: Execution): ExecOutcome | undefined;
}

interface SpawnDetails {
  readonly syscall: string;
  readonly path: string;
  readonly spawnargs: readonly string[];
}

/** Whether bash runs what was sent, rather than the operating system a program. */
export function isForBash({ command, args }: Sent, bash: boolean): boolean {
  return bash || (args.length === 0 && /\s/.test(command));
}

/** The text for bash in which command and arguments are one word each; a command without arguments is the text. */
export function inOneLine({ command, args }: Sent): string {
  return args.length === 0 ? command : [command, ...args].map(quoted).join(' ');
}

/** As the hub quotes a word for the shell; so an empty one is lost. [npm shell-escape@0.2.0] */
function quoted(word: string): string {
  return /[^A-Za-z0-9_/:=-]/.test(word) ? `'${word.replaceAll("'", "'\\''")}'` : word;
}

/** @param details `script` where bash is to run one, its text as a person would write it; else the program sent. */
export function newCommand(
  state: HubState,
  details: Pick<Command, 'project_id' | 'cwd' | 'timeoutMs' | 'env'> & {
    readonly sent: Sent;
    readonly script: (Omit<Script, 'kind'> & { readonly text: string }) | undefined;
  },
): Command {
  const { sent, script, ...others } = details;
  const { command: program, args } = sent;
  return {
    ...others,
    home: homeOf(state, others.project_id),
    ...(script
      ? { text: script.text, run: { kind: 'script', source: script.source, file: script.file } }
      : { text: [program, ...args].join(' '), run: { kind: 'program', program, args } }),
    chance: newHex(state, 'command', 16),
  };
}

/** The answer of a run that does for this one as well, or a run of its own. `tell` makes an answer of how it went. */
export function runShared<Answer extends Json>(
  state: HubState,
  exec: Execution,
  tell: (state: HubState, outcome: ExecOutcome) => Outcome<Answer>,
): Outcome<Answer> {
  const { command, aggregate, maxOutput } = exec;
  // Before the run: over values that cannot be compared, a hub comes to grief after it.
  for (const compared of [maxOutput, aggregate?.value]) asNumber(compared);
  if (aggregate === undefined) {
    const effect = effectOf({ kind: 'command', command }, (later, result) => tell(later, outcomeOf(exec, result)));
    return { state, effect };
  }
  const finished = finishedRun(state, aggregate);
  if (finished !== undefined) return tell(state, finished);
  const effect = effectOf({ kind: 'shared', command, ...aggregate }, (later, result) => {
    // After the run of another call the state may have what this one wants.
    if (result === undefined) return runShared(later, exec, tell);
    const outcome = outcomeOf(exec, result);
    return tell(withFinishedRun(later, aggregate, outcome), outcome);
  });
  return { state, effect };
}

/** What the run comes to in the hub's words. */
export function outcomeOf(exec: Execution, result: CommandResult): ExecOutcome {
  const { command, errOnExit, maxOutput, wording } = exec;
  const stdout = cut(result.stdout, maxOutput);
  const stderr = cut(result.stderr, maxOutput);
  const { program, args } = spawned(command);
  const failed = (told: string, ended: string) => {
    const reason = `command ${wording.named(command)} ${ended} -- stderr='${wording.shown(told)}'`;
    return { stdout, stderr: told, reason };
  };

  switch (result.failure) {
    case undefined:
      if (result.exit_code === 0 || !errOnExit) return finished(result, maxOutput);
      return failed(stderr, `exited with nonzero code ${result.exit_code}`);
    case 'timeout':
    case 'signal': {
      const killed = { stdout, stderr, reason: `killed command '${program} ${args.join(' ')}'` };
      return wording.unfinished(result, exec) ?? killed;
    }
    case 'ENOENT':
    case 'EACCES': {
      const error = wording.spawnError(result.failure, { syscall: `spawn ${program}`, path: program, spawnargs: args });
      return failed(stderr + error, errOnExit ? 'exited with nonzero code 1' : 'was not able to run');
    }
    default:
      // Node throws these, where it only tells of the others.
      return { stdout, stderr, reason: `error ${wording.thrown(result.failure)}` };
  }
}

/** The outcome of a program that exited, or counts as one. */
export function finished({ stdout, stderr, exit_code }: Finished, maxOutput: Json | undefined): Finished {
  const shown = (text: string) => marked(cut(text, maxOutput), maxOutput);
  return { stdout: shown(stdout), stderr: shown(stderr), exit_code };
}

/** The outcome of a run that has finished within a minute and does for the call. */
function finishedRun(state: HubState, { key, value }: Aggregate): ExecOutcome | undefined {
  const run = state.finishedRuns.get(key);
  return run !== undefined && state.now - run.time < MINUTE && isCovered(value, run.value) ? run.outcome : undefined;
}

/** The state in which that is the last run of its key. */
function withFinishedRun(state: HubState, { key, value }: Aggregate, outcome: ExecOutcome): HubState {
  return put(state, 'finishedRuns', { key, value, time: state.now, outcome });
}

/** Whether a run for the value `other` does for the value `one`. [smc-util/aggregate.js leq] */
function isCovered(one: Json, other: Json): boolean {
  if (isObject(one) && one.value != null) return isObject(other) && one.value === other.value;
  return (one as number) <= (other as number);
}

/** The program that the operating system is to start. */
export function spawned({ run }: Command): { readonly program: string; readonly args: readonly string[] } {
  return run.kind === 'script' ? { program: 'bash', args: [run.file] } : run;
}

/** As much of a stream as is kept. */
export function cut(text: string, maxOutput: Json | undefined): string {
  if (maxOutput === undefined) return text;
  const most = asNumber(maxOutput);
  return most > 0 ? text.slice(0, most) : '';
}

function marked(text: string, maxOutput: Json | undefined): string {
  if (maxOutput === undefined || !(text.length >= asNumber(maxOutput))) return text;
  return `${text} (truncated at ${asText(maxOutput)} characters)`;
}
