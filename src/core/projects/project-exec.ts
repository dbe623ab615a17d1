/**
 * What a hub of v1 makes of a request to run something, and its words for how it went.
 * [smc-project/exec_shell_code.coffee; smc-util-node/execute-code.coffee]
 */
import { deviates } from '../deviations.ts';
import { refuse } from '../errors.ts';
import { homeOf } from '../files/paths.ts';
import { SECOND } from '../instant.ts';
import type { Json } from '../json.ts';
import type { HubState } from '../state.ts';
import { asText, isTruthy } from '../values.ts';
import {
  type Aggregate,
  cut,
  type Execution,
  inOneLine,
  isForBash,
  newCommand,
  type Sent,
  spawned,
  type Wording,
} from './exec.ts';
import { temporaryName } from './temporary-name.ts';

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

/** @throws Refusal `never_answers` or `unsimulated` for what cannot be run. */
export function execution(state: HubState, request: ExecRequest): Execution {
  const project_id = asText(request.project_id);
  const sent = { command: commandOf(request.command), args: argsOf(request.args) };
  const seconds = secondsOf(request.timeout);
  const cwd = directoryOf(state, project_id, request.path);
  const text = scriptOf(state, sent, isTruthy(request.bash));
  if (text === undefined && sent.command === '') throw refuse('command_failed', { ...sent, ...WITHOUT_PROGRAM });
  const script = {
    text: text ?? '',
    source: `ulimit -t ${asText(request.timeout)}\n${text}`,
    file: temporaryName(state, 'f-'),
  };
  const where = { project_id, cwd, timeoutMs: seconds * SECOND };
  return {
    command: newCommand(state, { ...where, sent, script: text === undefined ? undefined : script }),
    sent,
    errOnExit: isTruthy(request.err_on_exit),
    maxOutput: request.max_output,
    aggregate: aggregateOf(request),
    wording,
  };
}

const wording: Wording = {
  named(command) {
    const { program, args } = spawned(command);
    return `'${program}' (args=${args.join(' ')})`;
  },
  shown: (stderr) => stderr,
  // Node's error as JSON, in the form of the hub's time.
  spawnError: (code, details) => JSON.stringify({ errno: code, code, ...details }),
  thrown: (code) => JSON.stringify({ errno: code, code, syscall: 'spawn' }),
  // A death by a signal is not noticed until the time is up.
  unfinished({ stdout, stderr }, { errOnExit, maxOutput }) {
    return errOnExit ? undefined : { stdout: cut(stdout, maxOutput), stderr: cut(stderr, maxOutput), exit_code: 1 };
  },
};

/** What Node throws where it is to start a program without a name. */
const WITHOUT_PROGRAM = { reason: 'error {"code":"ERR_INVALID_ARG_VALUE"}', stdout: '', stderr: '' };

function commandOf(value: Json): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number') throw refuse('never_answers', { what: 'a command that is a number' });
  const what = `the command ${JSON.stringify(value)}`;
  throw refuse('unsimulated', { what, why: 'what a hub does with it is not known' });
}

function argsOf(value: Json): readonly string[] {
  if (!Array.isArray(value)) throw refuse('never_answers', { what: '`args` that are no array' });
  return value.map(asText);
}

/** The time limit in seconds, as JavaScript reads it; `NaN`, which limits nothing, for what is no number to it. */
function secondsOf(value: Json): number {
  if (!isTruthy(value)) throw refuse('never_answers', { what: 'a command without `timeout`' });
  const seconds = Number(typeof value === 'object' ? asText(value) : value);
  if (Number.isNaN(seconds) || (seconds > 0 && Number.isFinite(seconds))) return seconds;
  const what = `the timeout ${JSON.stringify(value)}`;
  throw refuse('unsimulated', { what, why: 'what a hub does with it is not known' });
}

function directoryOf(state: HubState, project_id: string, path: Json): string {
  if (typeof path === 'string') return path.startsWith('/') ? path : `${homeOf(state, project_id)}/${path}`;
  const what = `the path ${JSON.stringify(path)}`;
  throw refuse('unsimulated', { what, why: 'what a hub does with it is not known' });
}

/** The text for bash; `undefined` where a program is run directly. */
function scriptOf(state: HubState, sent: Sent, bash: boolean): string | undefined {
  if (!isForBash(sent, bash)) return undefined;
  return deviates(state, 'bash_ignores_args') ? inOneLine(sent) : sent.command;
}

function aggregateOf(request: ExecRequest): Aggregate | undefined {
  const { aggregate, project_id, path, command, args, timeout, max_output, bash, err_on_exit } = request;
  if (aggregate === undefined) return undefined;
  const others = [project_id, path, command, args, timeout, max_output ?? null, bash, err_on_exit];
  return { key: JSON.stringify(others), value: aggregate };
}
