/**
 * Projects as functions of the hub handle them: as processes on the hub's own machine.
 * [server/conat/api/projects.ts; server/projects/control/single-user.ts]
 */
import type { Gate } from '../endpoint.ts';
import { refuse } from '../errors.ts';
import { iso } from '../instant.ts';
import type { Json, JsonObject } from '../json.ts';
import { effectOf, type Outcome } from '../outcome.ts';
import type { Purpose } from '../refusals/project-functions.ts';
import type { HubState } from '../state.ts';
import { canWorkOn } from './access.ts';
import { isAtRest, startProject, stateOf, stopProject } from './lifecycle.ts';
import { findProject, updateProject } from './projects.ts';
import type { Project } from './records.ts';
import { LOCAL_IP } from './runs.ts';

/** What a function of the hub makes known, and the state in which it is noted. */
interface Told {
  readonly state: HubState;
  readonly answer: JsonObject;
}

/** Lets those pass who own the project or work on it; nobody, where it is not there. */
export function mayDo(purpose: Purpose): Gate<'project_id'> {
  return canWorkOn('project_id', () => refuse('must_be_collaborator', { purpose }));
}

/** The project that a call names, once a gate has found it. */
export function projectNamed(state: HubState, { project_id }: { readonly project_id?: Json }): Project {
  return findProject(state, project_id as string) as Project;
}

/** Starts the project, and waits until it runs. Does nothing where it is under way already, wherever to. */
export function startAndWait(state: HubState, project_id: string): Outcome<null> {
  if (!isAtRest(state, project_id)) return { state, answer: null };
  if (stateOf(state, project_id) === 'running') return { state: withState(state, project_id, 'running'), answer: null };
  const runBefore = findProject(state, project_id)?.run;
  const isStarted = (later: HubState) =>
    isAtRest(later, project_id) || findProject(later, project_id)?.run !== runBefore;
  return waited(startProject(state, project_id), isStarted, (later) => ({ state: later, answer: null }));
}

/** Stops the project, waits until it has stopped, and goes on with `then`; at once, where it is under way already. */
export function stopAndWait<Answer extends Json>(
  state: HubState,
  project_id: string,
  then: (state: HubState) => Outcome<Answer>,
): Outcome<Answer> {
  if (!isAtRest(state, project_id)) return then(state);
  if (isStopped(findProject(state, project_id))) return then(withState(state, project_id, 'opened'));
  const halted = stopProject(state, project_id);
  return waited(halted, (later) => stateOf(later, project_id) !== 'stopping', then);
}

/**
 * The state of the project as it is found now, which is noted. One that changes has neither time nor place. What the
 * controller of one machine cannot find, as `archived`, is told as it is stored. [server/projects/control/util.ts getState]
 */
export function lookUpState(state: HubState, { project_id, state: stored }: Project): Told {
  const name = stateOf(state, project_id);
  if (!isAtRest(state, project_id)) return { state, answer: { state: name } };
  if (stored !== null && name !== 'opened' && name !== 'running') {
    return { state, answer: { ...stored, time: iso(stored.time) } };
  }
  const found = { ip: LOCAL_IP, state: stored === null ? 'opened' : name, time: state.now };
  return {
    state: updateProject(state, project_id, (project) => ({ ...project, state: found })),
    answer: { ...found, time: iso(state.now) },
  };
}

/** What is known of the project's process, which is noted; nothing, unless it runs. [server/projects/control/util.ts getStatus] */
export function lookUpStatus(state: HubState, { project_id, run }: Project): Told {
  const status: JsonObject = stateOf(state, project_id) === 'running' && run !== undefined ? run : {};
  const noted = updateProject(state, project_id, (project) => ({
    ...project,
    columns: { ...project.columns, status },
  }));
  return { state: noted, answer: status };
}

function waited<Answer extends Json>(
  state: HubState,
  until: (state: HubState) => boolean,
  then: (state: HubState) => Outcome<Answer>,
): Outcome<Answer> {
  return until(state) ? then(state) : { state, effect: effectOf({ kind: 'wait', until }, then) };
}

function isStopped(project: Project | undefined): boolean {
  return project?.state === null || project?.state.state === 'opened';
}

/** Notes a state that was not looked up, and so has no place. */
function withState(state: HubState, project_id: string, name: string): HubState {
  return updateProject(state, project_id, (project) => ({ ...project, state: { state: name, time: state.now } }));
}
