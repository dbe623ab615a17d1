/** Projects, and the indexes of who is in them and which licences they run with. */

import { emptyDirectory } from '../files/tree.ts';
import { MINUTE, SECOND } from '../instant.ts';
import { type HubState, put } from '../state.ts';
import type { Project } from './records.ts';

/** A project as it is before anybody opens it. [smc-hub/postgres-server-queries.coffee create_project] */
export function newProject(
  state: HubState,
  given: Pick<Project, 'project_id' | 'title' | 'description' | 'users' | 'compute_image' | 'site_license'>,
): Project {
  return {
    ...given,
    created: state.now,
    last_edited: state.now,
    last_active: null,
    state: null,
    deleted: null,
    invite: null,
    columns: {},
    files: emptyDirectory(state.now),
  };
}

/** The project with this id, in either letter case: the database reads UUIDs, it does not compare texts. */
export function findProject(state: HubState, project_id: string): Project | undefined {
  return state.projects.get(project_id) ?? state.projects.get(project_id.toLowerCase());
}

/** The state with the project changed by `change`; a project that is not there stays so, as a row that no update meets. */
export function updateProject(state: HubState, project_id: string, change: (project: Project) => Project): HubState {
  const project = findProject(state, project_id);
  if (project === undefined) return state;
  const changed = change(project);
  return changed === project ? state : put(state, 'projects', changed);
}

/** Marks the project as edited, at most once every 30 seconds. [postgres-server-queries.coffee touch_project] */
export function touchProject(state: HubState, project_id: string): HubState {
  const last_edited = findProject(state, project_id)?.last_edited;
  if (last_edited != null && state.now - last_edited < 30 * SECOND) return state;
  return updateProject(state, project_id, (project) => ({ ...project, last_edited: state.now }));
}

/**
 * Marks the project as edited, and as used by the account, at most once a minute for each of them.
 * [postgres-server-queries.coffee touch, _touch_project]
 */
export function touchProjectAs(state: HubState, project_id: string, account_id: string): HubState {
  return updateProject(state, project_id, (project) => {
    const last_active = project.last_active ?? {};
    const before = Object.hasOwn(last_active, account_id) ? last_active[account_id] : undefined;
    if (before !== undefined && state.now - before < MINUTE) return project;
    return { ...project, last_edited: state.now, last_active: { ...last_active, [account_id]: state.now } };
  });
}
