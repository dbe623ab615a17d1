/** Notebooks as functions of the hub handle them: results are kept, and given again. [server/jupyter/execute.ts] */
import { sha1 } from '@noble/hashes/legacy.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { Refusal, refuse } from '../errors.ts';
import { DAY, type Instant, iso, MINUTE } from '../instant.ts';
import type { Json, JsonObject } from '../json.ts';
import { effectOf, type Outcome } from '../outcome.ts';
import { type HubState, put, remove } from '../state.ts';
import { asText, isTruthy } from '../values.ts';
import type { CellResult } from './cell.ts';
import { isAtRest, startProject } from './lifecycle.ts';
import { execute, listKernels } from './notebooks.ts';
import { findProject } from './projects.ts';
import { isCollaboratorOrItself } from './rest-access.ts';

const KEPT_MS = 30 * DAY;
const PATIENCE_MS = MINUTE;

/**
 * Which kernels a project has. It is started for that.
 *
 * @throws Refusal `ids_not_uuids`, `no_jupyter_permission`, `no_public_kernels`.
 */
export function kernelsOfProject(state: HubState, { project_id, account_id }: JsonObject): Outcome<Json> {
  return whenRunning(state, permitted(state, project_id, account_id as string), (later) => listKernels(later));
}

/**
 * Runs code in a project, unless there is a result of the same code; with `hash` only looks for the result.
 *
 * @throws Refusal `no_input_or_hash`, `no_kernel_or_hash`, those of `kernelsOfProject`, `project_too_slow`, and what the
 *   project itself refuses, as an error of the hub's.
 */
export function executeForHub(state: HubState, request: JsonObject): Outcome<Json> {
  const { account_id, project_id, hash, input, kernel, noCache } = request;
  if (hash != null && !isTruthy(noCache)) return { state, answer: null, ...kept(state, asText(hash)) };
  if (input == null) throw refuse('no_input_or_hash');
  if (kernel == null) throw refuse('no_kernel_or_hash');
  const key = hashOf(request);
  // A result is given to anybody: hubs look for it before they look at who asks.
  const known = isTruthy(noCache) ? undefined : kept(state, key);
  if (known !== undefined) return known;
  const id = permitted(state, project_id, account_id as string);
  return whenRunning(state, id, (ready) => {
    // A hub numbers results as cells end, which of those that run beside each other is left to the machine.
    const { state: numbered, number } = withNumber(ready);
    return asHub(
      execute(numbered, id, request, (ended, result) => answered(ended, { key, number, created: ready.now }, result)),
    );
  });
}

/** @throws Refusal */
function permitted(state: HubState, project_id: Json | undefined, account_id: string): string {
  if (project_id == null) throw refuse('no_public_kernels');
  if (account_id === '') throw refuse('sign_in_first', { words: 'to_run_cells' });
  if (!isCollaboratorOrItself(state, project_id, account_id)) throw refuse('no_jupyter_permission');
  return findProject(state, project_id as string)?.project_id as string;
}

function whenRunning<Answer extends Json>(
  state: HubState,
  project_id: string,
  then: (state: HubState) => Outcome<Answer>,
): Outcome<Answer> {
  const started = startProject(state, project_id);
  const until = (later: HubState) => isAtRest(later, project_id);
  return until(started) ? then(started) : { state: started, effect: effectOf({ kind: 'wait', until }, then) };
}

/** The state in which the number of the next result is taken. */
function withNumber(state: HubState) {
  const number = state.notebookResults.last + 1;
  const row = { id: number, hash: '', output: [], created: state.now, used: state.now };
  return { state: remove(put(state, 'notebookResults', row), 'notebookResults', number), number };
}

interface Kept {
  readonly key: string;
  readonly number: number;
  readonly created: Instant;
}

function answered(state: HubState, { key: hash, number: id, created }: Kept, { output, elapsedMs = 0 }: CellResult) {
  if (elapsedMs >= PATIENCE_MS) throw refuse('project_too_slow').keeping(state);
  const known = state.notebookResults.by('hash', hash);
  const forgotten = known === undefined ? state : remove(state, 'notebookResults', known.id);
  return {
    state: put(forgotten, 'notebookResults', { id, hash, output, created, used: state.now }),
    answer: { output, created: iso(created) },
  };
}

/** The answer from a kept result, which is kept for longer then; `undefined` if there is none. */
function kept(state: HubState, hash: string): { state: HubState; answer: JsonObject } | undefined {
  const found = state.notebookResults.by('hash', hash);
  if (found === undefined || state.now - found.used >= KEPT_MS) return undefined;
  const { id, output, created } = found;
  return {
    state: put(state, 'notebookResults', { ...found, used: state.now }),
    answer: { id, output, created: iso(created) },
  };
}

/** What makes two requests the same. In which form a hub puts it together for hashing is not known. */
function hashOf({ history = [], input, kernel, project_id = null, path = null }: JsonObject): string {
  const trimmed = (value: Json | undefined) => (typeof value === 'string' ? value.trim() : (value ?? null));
  const name = trimmed(kernel);
  const same = [
    Array.isArray(history) ? history.map(trimmed) : history,
    trimmed(input),
    typeof name === 'string' ? name.toLowerCase() : name,
    project_id,
    path,
  ];
  return bytesToHex(sha1(utf8ToBytes(JSON.stringify(same))));
}

/** The outcome at a hub that passes on what a project refuses, as an error of its own. */
function asHub(outcome: Outcome<Json>): Outcome<Json> {
  if (!('effect' in outcome)) return outcome;
  const { state, effect } = outcome;
  return { state, effect: { do: effect.do, then: (later, result) => passedOn(() => effect.then(later, result)) } };
}

function passedOn(step: () => Outcome<Json>): Outcome<Json> {
  try {
    return asHub(step());
  } catch (thrown) {
    if (!(thrown instanceof Refusal) || !FROM_PROJECT.has(thrown.code)) throw thrown;
    throw new Refusal(thrown.code, `Error: ${thrown.words}`, thrown.kept);
  }
}

const FROM_PROJECT: ReadonlySet<string> = new Set(['unknown_kernel', 'kernel_killed']);
