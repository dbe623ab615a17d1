/**
 * What a project of the conat API makes of a request to run something, and its words for how it went.
 * [project/exec_shell_code.ts handleExecShellCode; backend/execute-code.ts]
 */
import { refuse } from '../errors.ts';
import { homeOf } from '../files/paths.ts';
import { SECOND, timerMs } from '../instant.ts';
import { inspected, readMember, receivedType } from '../javascript.ts';
import type { Json, JsonObject } from '../json.ts';
import { newHex } from '../random.ts';
import type { HubState } from '../state.ts';
import { asNumber, asText, isTruthy } from '../values.ts';
import {
  type Aggregate,
  type Execution,
  finished,
  inOneLine,
  isForBash,
  newCommand,
  type Sent,
  spawned,
  type Wording,
} from './exec.ts';

/** Seconds. [util/consts/project.ts] */
const DEFAULT_TIMEOUT = 60;

/** The characters that a job keeps of each stream. [backend/execute-code.ts] */
const MOST_OF_JOB = 1024 * 1024;

/**
 * @throws Refusal `type_error`, `system_exec_failed` or `no_compute_server` for what the project refuses before it runs
 *   anything; `unsimulated` for what is not known of it.
 */
export function systemExecution(state: HubState, project_id: string, options: JsonObject): Execution {
  checkPlace(options);
  const sent = sentOf(options);
  const bash = isForBash(sent, isTruthy(options.bash));
  const cwd = directoryOf(state, project_id, options);
  const limit = options.timeout ?? DEFAULT_TIMEOUT;
  const env = environmentOf(project_id, options.env);
  const script = bash ? scriptOf(state, sent, options, limit) : undefined;
  checkNulls({ program: bash ? { command: 'bash', args: [] } : sent, cwd, env, text: script?.text ?? '' });
  return {
    command: newCommand(state, { project_id, cwd, env, timeoutMs: limitMs(limit), sent, script }),
    sent,
    errOnExit: isTruthy(options.err_on_exit ?? true),
    maxOutput: options.max_output ?? (isTruthy(options.async_call) ? MOST_OF_JOB : undefined),
    aggregate: aggregateOf(project_id, options),
    wording,
  };
}

const wording: Wording = {
  named(command) {
    if (command.run.kind === 'script') return `'${command.text}'`;
    const { program, args } = spawned(command);
    return `''${program}' (args=${args.join(' ')})'`;
  },
  // [util/misc.ts trunc]
  shown: (stderr) => (stderr.length > 1024 ? `${stderr.slice(0, 1023)}…` : stderr),
  spawnError: (code, details) => JSON.stringify({ errno: -ERRNO[code], code, ...details }),
  thrown: (code) => `Error: spawn ${code}`,
  unfinished({ stdout, stderr, failure }, { maxOutput }) {
    return failure === 'signal' ? finished({ stdout, stderr, exit_code: 0 }, maxOutput) : undefined;
  },
};

/** Linux's numbers. */
const ERRNO = { ENOENT: 2, E2BIG: 7, EACCES: 13, ENOTDIR: 20, ENAMETOOLONG: 36 } as const;

function checkPlace(options: JsonObject): void {
  if (isTruthy(options.compute_server_id)) throw refuse('no_compute_server');
  for (const name of ['filesystem', 'uid', 'gid']) {
    if (options[name] == null || options[name] === false) continue;
    throw refuse('unsimulated', { what: `the option "${name}" of exec`, why: 'what a project does then is not known' });
  }
}

/** @throws Refusal in the words of JavaScript, or of Node. */
function sentOf({ command, args: given, bash }: JsonObject): Sent {
  readMember(command, 'split');
  if (typeof command !== 'string') throw refuse('type_error', { fault: 'opts.command.split is not a function' });
  const args = given ?? [];
  if (Array.isArray(args)) return { command, args: args.map((arg) => wordOf(arg, isTruthy(bash))) };
  if (typeof args === 'string' && (isTruthy(bash) || (args === '' && /\s/.test(command)))) {
    return { command, args: args === '' ? [] : [args] };
  }
  if (typeof args === 'object' || isTruthy(bash)) {
    throw refuse('unsimulated', { what: `the args ${JSON.stringify(args)}`, why: 'a project takes lists of texts' });
  }
  if (command === '') throw emptyProgram();
  throw invalid('ERR_INVALID_ARG_TYPE', `The "args" argument must be of type object. Received ${receivedType(args)}`);
}

function wordOf(arg: Json, isQuoted: boolean): string {
  if (isQuoted && typeof arg !== 'string' && !Number.isInteger(arg)) {
    const why = 'a project quotes nothing but texts for bash';
    throw refuse('unsimulated', { what: `the argument ${JSON.stringify(arg)} for bash`, why });
  }
  return asText(arg);
}

/** `cwd` wins over `path`; both are below the home directory unless absolute. */
function directoryOf(state: HubState, project_id: string, { path, cwd }: JsonObject): string {
  const given = cwd || (path ?? '');
  if (typeof given !== 'string') {
    const why = 'a project takes a text';
    throw refuse('unsimulated', { what: `the directory ${JSON.stringify(given)}`, why });
  }
  if (given.startsWith('/')) return given;
  return given === '' ? homeOf(state, project_id) : `${homeOf(state, project_id)}/${given}`;
}

/** The script's first line limits its processor time, in whole seconds, unless nothing is limited. */
function scriptOf(state: HubState, sent: Sent, { ulimit_timeout }: JsonObject, limit: Json) {
  const text = inOneLine(sent);
  const isLimited = isTruthy(limit) && isTruthy(ulimit_timeout ?? true);
  const source = isLimited ? `ulimit -t ${Math.ceil(asNumber(limit))}\n${text}` : text;
  return { text, source, file: temporaryFile(state) };
}

/** [Node's mkdtemp] */
function temporaryFile(state: HubState): string {
  const hex = newHex(state, 'temporary file', 12);
  const letter = (at: number) => LETTERS[Number.parseInt(hex.slice(2 * at, 2 * at + 2), 16) % LETTERS.length];
  return `/tmp/cocalc-${[0, 1, 2, 3, 4, 5].map(letter).join('')}/a.sh`;
}

const LETTERS = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';

/** The limit of Node's timer; a falsy one sets none. */
function limitMs(seconds: Json): number {
  return isTruthy(seconds) ? timerMs(asNumber(seconds) * SECOND) : Number.POSITIVE_INFINITY;
}

/** What a project's server has, which runs as a user of its own; and what was sent, as JavaScript spreads it. */
function environmentOf(project_id: string, env: Json | undefined): Record<string, string> {
  const user = project_id.replaceAll('-', '');
  const given = typeof env === 'object' || typeof env === 'string' ? Object.entries(env ?? {}) : [];
  return {
    COCALC_USERNAME: user,
    LOGNAME: user,
    USER: user,
    ...Object.fromEntries(given.map(([name, value]) => [name, asText(value as Json)])),
  };
}

interface Spawning {
  readonly program: Sent;
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  /** Of the script, if there is one. */
  readonly text: string;
}

/** What Node does not start. @throws Refusal */
function checkNulls({ program: { command, args }, cwd, env, text }: Spawning): void {
  if (text.includes('\0')) {
    throw refuse('unsimulated', { what: 'a text for bash with NUL in it', why: 'what bash makes of it is not known' });
  }
  const check = (what: string, type: string, value: string) => {
    if (!value.includes('\0')) return;
    throw invalid('ERR_INVALID_ARG_VALUE', `The ${what} must be ${type} without null bytes. Received ${shown(value)}`);
  };
  check("argument 'file'", 'a string', command);
  if (command === '') throw emptyProgram();
  for (const [at, arg] of args.entries()) check(`argument 'args[${at}]'`, 'a string', arg);
  check("property 'options.cwd'", 'a string, Uint8Array, or URL', cwd);
  for (const [name, value] of Object.entries(env)) check(`property 'options.env['${name}']'`, 'a string', value);
}

/** As errors on values show them. */
function shown(value: string): string {
  const whole = inspected(value);
  return whole.length > 128 ? `${whole.slice(0, 128)}...` : whole;
}

function emptyProgram() {
  return invalid('ERR_INVALID_ARG_VALUE', "The argument 'file' cannot be empty. Received ''");
}

function invalid(code: string, fault: string) {
  return refuse('system_exec_failed', { reason: `error TypeError [${code}]: ${fault}` });
}

function aggregateOf(project_id: string, { aggregate, ...others }: JsonObject): Aggregate | undefined {
  if (aggregate == null) return undefined;
  if (!isTruthy(others.async_call)) return { key: JSON.stringify([project_id, 'exec', others]), value: aggregate };
  throw refuse('unsimulated', { what: 'a job with `aggregate`', why: 'what a project answers then is not known' });
}
