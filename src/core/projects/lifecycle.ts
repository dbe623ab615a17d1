/**
 * The states of a project, and how one leads to another: the rest states, the way each action takes from them,
 * and where each way ends. [smc-util/compute-states.js; smc-hub/kucalc/compute-client.coffee Project._action]
 */
import { afterLifecycle, schedule } from '../agenda.ts';
import { refuse } from '../errors.ts';
import type { HubState, ProjectAction } from '../state.ts';
import { applyLicenses } from './licenses.ts';
import { findProject, updateProject } from './projects.ts';

/** For each action the state that a project enters from a state at rest; where there is none, nothing is done. */
const WAYS: Readonly<Record<ProjectAction, ReadonlyMap<string, string>>> = {
  open: new Map([['closed', 'opening']]),
  start: new Map([
    ['archived', 'unarchiving'],
    ['closed', 'opening'],
    ['opened', 'starting'],
  ]),
  stop: new Map([
    ['running', 'stopping'],
    ['pending', 'stopping'],
  ]),
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

export function closeProject(state: HubState, project_id: string): HubState {
  return advance(state, project_id, ['close']);
}

export function restartProject(state: HubState, project_id: string): HubState {
  return advance(state, project_id, ['stop', 'start']);
}

/**
 * The state in which the project runs, for calls that have to reach it.
 *
 * @throws Refusal `project_timeout`, keeping that the project is starting, where it does not run at once; a later
 *   call finds it running. Also for a project that is not there, which an admin may ask for.
 * @see [smc-hub/local_hub_connection.coffee local_hub_socket]
 */
export function ensureRunning(state: HubState, project_id: string): HubState {
  const started = startProject(state, project_id);
  if (stateOf(started, project_id) === 'running') return started;
  throw refuse('project_timeout').keeping(started);
}

/** Ends what the project was under way to, then goes on with the `actions`: what the agenda calls when it is due. */
export function finishTransition(state: HubState, project_id: string, actions: readonly ProjectAction[]): HubState {
  const end = ENDS.get(stateOf(state, project_id));
  return end === undefined ? state : advance(entered(state, project_id, end), project_id, actions);
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

  const ready = way === 'starting' ? applyLicenses(state, project_id) : state;
  const underWay = entered(ready, project_id, way);
  const when = afterLifecycle(state);
  if (when === undefined) return finishTransition(underWay, project_id, actions);
  return schedule(underWay, when, { kind: 'project', project_id, actions });
}

/** The project's state; `closed` before it is opened for the first time. */
function stateOf(state: HubState, project_id: string): string {
  return findProject(state, project_id)?.state?.state ?? 'closed';
}

function entered(state: HubState, project_id: string, name: string): HubState {
  return updateProject(state, project_id, (project) => ({ ...project, state: { state: name, time: state.now } }));
}
