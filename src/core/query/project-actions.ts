/** Starting and stopping projects by setting their `action_request`. [smc-hub/postgres-user-queries.coffee project_action] */
import { valueIn } from '../deviations.ts';
import { iso } from '../instant.ts';
import type { JsonObject } from '../json.ts';
import { closeProject, restartProject, startProject, stopProject } from '../projects/lifecycle.ts';
import { updateProject } from '../projects/projects.ts';
import type { HubState } from '../state.ts';
import { asText } from '../values.ts';
import { names } from './table.ts';

type Action = (state: HubState, project_id: string) => HubState;

const ACTIONS: Readonly<Record<string, Action>> = {
  restart: restartProject,
  stop: stopProject,
  start: startProject,
  close: closeProject,
  /** Keeps what is in the home directory, which here is never lost. */
  save: (state) => state,
};

/**
 * Does what `action_request` asks for, and notes in the project when, and what went wrong with it; `test` does nothing.
 * The caller is not told: an action that there is not is only noted.
 */
export function requestProjectAction(
  state: HubState,
  project_id: string,
  { action = null, time = null }: JsonObject,
): HubState {
  const name = asText(action);
  if (name === 'test') return state;
  const perform = names(valueIn(state, 'project_actions')).has(name) ? ACTIONS[name] : undefined;
  const noted = {
    action,
    time,
    started: iso(state.now),
    finished: iso(state.now),
    ...(perform === undefined && { err: `FATAL: action '${name}' not implemented` }),
  };
  const done = perform?.(state, project_id) ?? state;
  return updateProject(done, project_id, (project) => ({
    ...project,
    columns: { ...project.columns, action_request: noted },
  }));
}
