/** Copy operations: their records, what becomes of them, and when. */
import { afterLifecycle, schedule, unschedule } from '../agenda.ts';
import { sqlBoolean, sqlNumeric, sqlText, textColumn } from '../database/database.ts';
import { deviates } from '../deviations.ts';
import type { Due } from '../due.ts';
import { type Refusal, refuse } from '../errors.ts';
import { type CopyResult, copyTree, type Home } from '../files/copy.ts';
import { homeOf as homePath } from '../files/paths.ts';
import { withFiles } from '../files/project-files.ts';
import { type Instant, parseInUtc } from '../instant.ts';
import type { Json } from '../json.ts';
import { findProject } from '../projects/projects.ts';
import type { Project } from '../projects/records.ts';
import { newUuid } from '../random.ts';
import { type HubState, put, remove } from '../state.ts';
import { asText } from '../values.ts';
import type { Copy } from './records.ts';

/** What a request says of a copy, its projects already looked at. */
export interface CopyRequest {
  readonly src_project_id: Json;
  readonly src_path: Json;
  readonly target_project_id: Json;
  readonly target_path: Json | undefined;
  readonly overwrite_newer: Json;
  readonly delete_missing: Json;
  readonly backup: Json;
  readonly timeout: Json | undefined;
  readonly exclude_history: Json;
  readonly scheduled?: Json | undefined;
}

/**
 * The record of a copy asked for now, as the database takes it.
 *
 * @throws Refusal `sql_syntax` in the order of the columns.
 * @see [smc-util/db-schema/copy-paths.ts], [smc-hub/kucalc/compute-client.coffee copy_path]
 */
export function newCopy(state: HubState, request: CopyRequest, { isPublic = false } = {}): Copy {
  const source_path = textColumn(request.src_path);
  const target_path = textColumn(request.target_path || '');
  return {
    copy_path_id: newUuid(state, 'copy'),
    time: state.now,
    source_project_id: asText(request.src_project_id).toLowerCase(),
    source_path,
    target_project_id: asText(request.target_project_id).toLowerCase(),
    target_path: target_path === '' ? source_path : target_path,
    overwrite_newer: sqlBoolean(request.overwrite_newer),
    delete_missing: sqlBoolean(request.delete_missing),
    backup: sqlBoolean(request.backup),
    exclude_history: !deviates(state, 'copy_exclude_history') && sqlBoolean(request.exclude_history),
    public: isPublic,
    timeout: request.timeout === undefined ? null : sqlNumeric(request.timeout),
    scheduled: scheduledTime(request.scheduled),
    started: null,
    finished: null,
    error: null,
  };
}

/**
 * The state with the copy run, here and now.
 *
 * @throws Refusal that says why the copy failed, keeping its record and what it has copied.
 */
export function runCopy(state: HubState, copy: Copy): HubState {
  const { state: after, failure } = performed(state, copy);
  if (failure !== undefined) throw failure.keeping(after);
  return after;
}

/** The state with the copy waiting: for its time, or for as long as the hub's lifecycle has it take. */
export function queueCopy(state: HubState, copy: Copy): HubState {
  return schedule(put(state, 'copies', copy), dueTime(state, copy), { kind: 'copy', copy_path_id: copy.copy_path_id });
}

/** The state with a copy run that was waiting; why it failed, if it does, is in its record. */
export function finishCopy(state: HubState, copy_path_id: string): HubState {
  const copy = state.copies.get(copy_path_id);
  return copy === undefined ? state : performed(state, copy).state;
}

/** The state without the copy, which is then never run. */
export function withoutCopy(state: HubState, { copy_path_id }: Copy): HubState {
  const unscheduled = unschedule(state, (task) => task.kind === 'copy' && task.copy_path_id === copy_path_id);
  return remove(unscheduled, 'copies', copy_path_id);
}

function performed(state: HubState, copy: Copy): { state: HubState; failure: Refusal | undefined } {
  const { files, failure } = copied(state, copy);
  const changed = files === undefined ? state : withFiles(state, copy.target_project_id, files);
  const error = failure === undefined ? null : asText(failure.words);
  return { state: put(changed, 'copies', { ...copy, started: state.now, finished: state.now, error }), failure };
}

function copied(state: HubState, copy: Copy): CopyResult | { files: undefined; failure: Refusal } {
  const source = findProject(state, copy.source_project_id);
  const target = findProject(state, copy.target_project_id);
  // Site admins get that far.
  if (source === undefined) return { files: undefined, failure: noProject(copy.source_project_id) };
  if (target === undefined) return { files: undefined, failure: noProject(copy.target_project_id) };
  const options = { ...copy, from: copy.source_path, to: copy.target_path, now: state.now };
  return copyTree(homeOf(state, source), homeOf(state, target), options);
}

function homeOf(state: HubState, { project_id, files }: Project): Home {
  return { path: homePath(state, project_id), files };
}

function noProject(project_id: string): Refusal {
  return refuse('unsimulated', { what: `a copy from or to '${project_id}'`, why: 'there is no such project' });
}

function dueTime(state: HubState, { scheduled }: Copy): Due['when'] {
  if (scheduled !== null && scheduled > state.now) return { at: scheduled };
  return afterLifecycle(state, 'other') ?? { at: state.now };
}

/** How the database's driver writes a time that is none. [npm pg dateToString] */
const NO_TIME = '0NaN-NaN-NaNTNaN:NaN:NaN.NaN+NaN:NaN';

/**
 * A text as JavaScript reads it where the zone is UTC, or milliseconds, of which `true` is one. What counts as false
 * reaches the database as it is.
 */
function scheduledTime(value: Json | undefined): Instant | null {
  if (value === undefined) return null;
  if (!value) throw refuse('sql_syntax', { type: 'timestamp', text: sqlText(value) });
  const time = typeof value === 'number' || value === true ? Number(value) : parseInUtc(asText(value));
  // The range of `Date`.
  if (!(Math.abs(time) <= 8.64e15)) throw refuse('sql_syntax', { type: 'timestamp', text: NO_TIME });
  return Math.trunc(time);
}
