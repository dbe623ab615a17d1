/** Starting and stopping projects by setting their `action_request`. [smc-hub/postgres-user-queries.coffee project_action] */
import { iso } from '../instant.ts';
import type { JsonObject } from '../json.ts';
import {
  closeProject,
  haltProject,
  launchProject,
  relaunchProject,
  restartProject,
  startProject,
  stopProject,
} from '../projects/lifecycle.ts';
import { updateProject } from '../projects/projects.ts';
import type { HubState } from '../state.ts';
import { asText } from '../values.ts';
import type { Revision } from './table.ts';

type Action = (state: HubState, project_id: string) => HubState;

const ACTIONS_2026: Readonly<Record<string, Action>> = {
  restart: relaunchProject,
  stop: haltProject,
  start: launchProject,
};

const ACTIONS_2020: Readonly<Record<string, Action>> = {
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
  revision: Revision,
): HubState {
  const name = asText(action);
  if (name === 'test') return state;
  const actions = revision === 2020 ? ACTIONS_2020 : ACTIONS_2026;
  const perform = Object.hasOwn(actions, name) ? actions[name] : undefined;
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
