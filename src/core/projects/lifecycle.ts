/**
 * The states of a project, and how one leads to another: the rest states, the way each action takes from them,
 * and where each way ends. [smc-util/compute-states.js; smc-hub/kucalc/compute-client.coffee Project._action; server/projects/control/single-user.ts]
 */
import { afterLifecycle, schedule } from '../agenda.ts';
import { deviates } from '../deviations.ts';
import type { ProjectAction } from '../due.ts';
import { keepWhenRefused, refuse } from '../errors.ts';
import { iso, SECOND } from '../instant.ts';
import { effectOf, type Outcome } from '../outcome.ts';
import { type HubState, put } from '../state.ts';
import { withoutJobs } from './jobs.ts';
import { withoutKernels } from './kernels.ts';
import { applyLicenses } from './licenses.ts';
import { findProject, updateProject } from './projects.ts';
import type { ProjectRun } from './records.ts';
import { withRunQuota } from './run-quota.ts';
import { isIdle, LOCAL_IP, watchRun, withRun } from './runs.ts';

const TO_RUNNING: ReadonlyMap<string, string> = new Map([
  ['archived', 'unarchiving'],
  ['closed', 'opening'],
  ['opened', 'starting'],
]);

const TO_STOPPED: ReadonlyMap<string, string> = new Map([
  ['running', 'stopping'],
  ['pending', 'stopping'],
]);

/** For each action the state that a project enters from a state at rest; where there is none, nothing is done. */
const WAYS: Readonly<Record<ProjectAction, ReadonlyMap<string, string>>> = {
  open: new Map([['closed', 'opening']]),
  start: TO_RUNNING,
  stop: TO_STOPPED,
  close: new Map([
    ['archived', 'unarchiving'],
    ['running', 'stopping'],
    ['pending', 'stopping'],
    ['opened', 'closing'],
  ]),
};

/** Where a project comes to rest from each state that passes. */
const ENDS: ReadonlyMap<string, string> = new Map([
  ['unarchiving', 'closed'],
  ['opening', 'opened'],
  ['starting', 'running'],
  ['stopping', 'opened'],
  ['closing', 'closed'],
]);

const CHANGES: ReadonlyMap<string, 'start' | 'stop'> = new Map([
  ['starting', 'start'],
  ['stopping', 'stop'],
]);

/** Lets the project be opened, unless it is in any other state than `closed` already. */
export function openProject(state: HubState, project_id: string): HubState {
  return advance(state, project_id, ['open']);
}

/** Lets the project run. Its licences are looked at just before it starts. */
export function startProject(state: HubState, project_id: string): HubState {
  return advance(state, project_id, ['start']);
}

/** Lets a running project end as `opened`; any other stays as it is. */
export function stopProject(state: HubState, project_id: string): HubState {
  return advance(state, project_id, ['stop']);
}

/**
 * Stops a project that nobody has used for as long as it may stay without that; has the hub look again later at one that
 * is in use. Nothing happens where the session is over. [server/projects/control/stop-idle-projects.ts]
 */
export function stopIfIdle(state: HubState, project_id: string, session_id: string): HubState {
  const project = findProject(state, project_id);
  if (project?.state?.state !== 'running' || project.run?.session_id !== session_id) return state;
  return isIdle(project, state.now) ? stopProject(state, project_id) : watchRun(state, project_id);
}

export function closeProject(state: HubState, project_id: string): HubState {
  return advance(state, project_id, ['close']);
}

export function restartProject(state: HubState, project_id: string): HubState {
  return advance(state, project_id, ['stop', 'start']);
}

/** How long a call waits for a project that starts. */
const PATIENCE = 20 * SECOND;

/**
 * Lets the projects run and goes on when they do, or after 20 s. What `then` is refused for is kept from, but the start.
 *
 * @see [smc-hub/local_hub_connection.coffee local_hub_socket]
 */
export function whenRunning(
  state: HubState,
  project_ids: readonly string[],
  then: (state: HubState) => Outcome,
): Outcome {
  const started = project_ids.reduce(startSoon, state);
  if (areRunning(started, project_ids)) return keepWhenRefused(started, () => then(started));
  const end = state.now + PATIENCE;
  const until = (later: HubState) => later.now >= end || areRunning(later, project_ids);
  return {
    state: schedule(started, { at: end }, { kind: 'wake' }),
    effect: effectOf({ kind: 'wait', until }, (later) => keepWhenRefused(later, () => then(later))),
  };
}

/** There is nothing to wait for where there is no project, which an admin may ask for. */
function areRunning(state: HubState, project_ids: readonly string[]): boolean {
  return project_ids.every((id) => isRunning(state, id) || findProject(state, id) === undefined);
}

/** As `startProject`; a project that is on its way to be opened starts after that. */
function startSoon(state: HubState, project_id: string): HubState {
  if (!WAY_TO_OPENED.has(stateOf(state, project_id))) return startProject(state, project_id);
  return [...state.agenda.values()].reduce((result, due) => {
    const { task } = due;
    if (task.kind !== 'project' || task.project_id !== project_id || task.actions.includes('start')) return result;
    return put(result, 'agenda', { ...due, task: { ...task, actions: [...task.actions, 'start'] } });
  }, state);
}

const WAY_TO_OPENED: ReadonlySet<string> = new Set(['opening', 'unarchiving']);

/** @throws Refusal `project_timeout` where the project does not run. */
export function requireRunning(state: HubState, project_id: string): void {
  if (!isRunning(state, project_id)) throw refuse('project_timeout');
}

function isRunning(state: HubState, project_id: string): boolean {
  return stateOf(state, project_id) === 'running';
}

/** Ends what the project was under way to, then goes on with the `actions`: what the agenda calls when it is due. */
export function finishTransition(state: HubState, project_id: string, actions: readonly ProjectAction[]): HubState {
  const end = ENDS.get(stateOf(state, project_id));
  if (end === undefined) return state;
  return advance(noted(entered(state, project_id, end), project_id, actions[0]), project_id, actions);
}

/**
 * Takes the project through `actions`, one after the other, as far as it comes now; the agenda has the rest.
 * From a state that passes there is no way, so a project that is under way goes on as it did.
 */
function advance(state: HubState, project_id: string, actions: readonly ProjectAction[]): HubState {
  const [action, ...rest] = actions;
  if (action === undefined || findProject(state, project_id) === undefined) return state;

  const way = WAYS[action].get(stateOf(state, project_id));
  if (way === undefined) return advance(state, project_id, rest);

  const ready = way === 'starting' ? withRunQuota(applyLicenses(state, project_id), project_id) : state;
  const underWay = entered(asked(ready, project_id, action), project_id, way);
  const when = afterLifecycle(state, CHANGES.get(way) ?? 'other');
  if (when === undefined) return finishTransition(underWay, project_id, actions);
  return schedule(underWay, when, { kind: 'project', project_id, actions });
}

/** Production asks a worker for each action, by a note in the project. [smc-hub/kucalc/compute-client.coffee Project._action] */
function asked(state: HubState, project_id: string, action: ProjectAction): HubState {
  if (!deviates(state, 'action_notes')) return state;
  const action_request = { action, time: iso(state.now) };
  return updateProject(state, project_id, (project) => ({
    ...project,
    columns: { ...project.columns, action_request },
  }));
}

/** Whether the project is not on its way from one state to another. */
export function isAtRest(state: HubState, project_id: string): boolean {
  return !ENDS.has(stateOf(state, project_id));
}

/** The project's state; `closed` before it is opened for the first time. */
export function stateOf(state: HubState, project_id: string): string {
  return findProject(state, project_id)?.state?.state ?? 'closed';
}

function entered(state: HubState, project_id: string, name: string): HubState {
  const moved = updateProject(state, project_id, (project) => ({
    ...project,
    state: { state: name, time: state.now },
  }));
  if (name === 'stopping') return withoutKernels(withoutJobs(moved, project_id), project_id);
  return name === 'running' ? withRun(moved, project_id) : moved;
}

/** What some hubs note at the end of an action. [server/projects/control/single-user.ts start, stop] */
function noted(state: HubState, project_id: string, action: ProjectAction | undefined): HubState {
  const name = stateOf(state, project_id);
  const isStarted = action === 'start' && name === 'running';
  const isStopped = action === 'stop' && name === 'opened';
  if (!deviates(state, 'project_control_notes') || !(isStarted || isStopped)) return state;
  return updateProject(state, project_id, (project) => ({
    ...project,
    state: { state: name, time: state.now, ip: LOCAL_IP },
    ...(isStarted && {
      last_edited: state.now,
      columns: { ...project.columns, status: project.run as ProjectRun },
    }),
  }));
}
