/** Projects, and the indexes of who is in them and which licences they run with. */

import { emptyDirectory } from '../files/tree.ts';
import { reindexed } from '../indexes.ts';
import { MINUTE, SECOND } from '../instant.ts';
import { isObject } from '../json.ts';
import type { Project } from '../records.ts';
import { changed, type HubState } from '../state.ts';

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

/** The state with the project added, or put in the place of the one with its id. */
export function withProject(state: HubState, project: Project): HubState {
  const before = state.projects.get(project.project_id);
  return changed(state, {
    projects: state.projects.set(project.project_id, project),
    projectsByUser: withUsers(state, before, project),
    runningByLicense: withLicenses(state, before, project),
  });
}

/** The state with the project changed by `change`; a project that is not there stays so, as a row that no update meets. */
export function updateProject(state: HubState, project_id: string, change: (project: Project) => Project): HubState {
  const project = findProject(state, project_id);
  if (project === undefined) return state;
  const changed = change(project);
  return changed === project ? state : withProject(state, changed);
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

function withUsers(state: HubState, before: Project | undefined, project: Project): HubState['projectsByUser'] {
  if (before?.users === project.users) return state.projectsByUser;
  const users = (one: Project | undefined) => Object.keys(one?.users ?? {});
  return reindexed(state.projectsByUser, project.project_id, users(before), users(project));
}

function withLicenses(state: HubState, before: Project | undefined, project: Project): HubState['runningByLicense'] {
  if (before?.state === project.state && before?.site_license === project.site_license) return state.runningByLicense;
  return reindexed(state.runningByLicense, project.project_id, licensesInUse(before), licensesInUse(project));
}

/** The licences that count the project among those they run: it is running, and they gave it something. */
function licensesInUse(project: Project | undefined): string[] {
  if (project?.state?.state !== 'running') return [];
  const gave = Object.entries(project.site_license ?? {});
  return gave.filter(([, given]) => isObject(given) && Object.keys(given).length > 0).map(([license_id]) => license_id);
}
