/** Making and deleting projects, as the functions of the hub do it. [server/projects/create.ts, delete.ts] */
import { isAdmin } from '../accounts/accounts.ts';
import { sqlBigint, sqlText, sqlUuid, textColumn } from '../database/database.ts';
import { refuse } from '../errors.ts';
import { isObject, type Json, type JsonObject } from '../json.ts';
import type { Outcome } from '../outcome.ts';
import { newUuid } from '../random.ts';
import { type HubState, put } from '../state.ts';
import { isUuid, plainText } from '../values.ts';
import { stopAndWait } from './control.ts';
import { startProject } from './lifecycle.ts';
import { findProject, newProject, updateProject } from './projects.ts';
import { isCollaboratorOrItself } from './rest-access.ts';
import { LOCAL_IP } from './runs.ts';

/** Without settings of the site. [util/db-schema/defaults.ts DEFAULT_COMPUTE_IMAGE] */
const COMPUTE_IMAGE = 'ubuntu2404';

/**
 * The state with a project that the caller owns, stopped or about to run, and its id as it was sent or drawn.
 *
 * Everything that the database can read it takes: a number for a title, braces around an id.
 *
 * @throws Refusal `type_error` for a licence that is no text, `project_id_by_other`, `project_id_taken`, or in the
 *   words of the database.
 */
export function createProject(
  state: HubState,
  options: JsonObject,
  account_id: string,
): { state: HubState; project_id: Json } {
  const { title, description, image, ephemeral, start, customize } = options;
  const licenses = licensesOf(state, options);
  if (options.project_id && !isAdmin(state, account_id)) throw refuse('project_id_by_other');
  const id = options.project_id || newUuid(state, 'project');

  const project = newProject(state, {
    project_id: sqlUuid(id),
    title: textColumn(title ?? 'No Title'),
    description: textColumn(description ?? ''),
    users: { [account_id]: { group: 'owner' } },
    site_license: licenses.length === 0 ? null : Object.fromEntries(licenses.map((license) => [license, {}])),
    compute_image: textColumn(image ?? COMPUTE_IMAGE),
  });
  if (findProject(state, project.project_id) !== undefined) throw refuse('project_id_taken');
  const columns = {
    ...(ephemeral != null && { ephemeral: sqlBigint(ephemeral) }),
    ...(isObject(customize) && customize.disableInternet && { settings: { disableInternet: true } }),
  };
  const found = { ip: LOCAL_IP, state: 'opened', time: state.now };
  const created = put(state, 'projects', { ...project, state: found, columns });
  return { state: start ? startProject(created, project.project_id) : created, project_id: id };
}

/**
 * Stops the project, takes its licences away, calls it deleted and goes on with `then`; all else stays, and it can be started again.
 *
 * @throws Refusal `delete_of_no_uuid`, `delete_by_other`; `unknown_project` to a site admin; `not_admin` to the project
 *   itself, which may do all of it but the last, keeping that.
 */
export function deletedFor<Answer extends Json>(
  state: HubState,
  project_id: Json | undefined,
  account_id: string,
  then: (state: HubState) => Outcome<Answer>,
): Outcome<Answer> {
  if (!isUuid(project_id)) throw refuse('delete_of_no_uuid');
  if (!isAdmin(state, account_id) && !isCollaboratorOrItself(state, project_id, account_id))
    throw refuse('delete_by_other');
  if (findProject(state, project_id) === undefined) throw refuse('unknown_project', { project_id });
  const unlicensed = updateProject(state, project_id, (project) => ({ ...project, site_license: {} }));
  return stopAndWait(unlicensed, project_id, (stopped) => {
    if (project_id === account_id) throw refuse('not_admin').keeping(stopped);
    return then(updateProject(stopped, project_id, (project) => ({ ...project, deleted: true })));
  });
}

/** The ids among all that is given as licences; whether there are such licences is not asked. */
function licensesOf(state: HubState, { license, customize, public_path_id }: JsonObject): string[] {
  if (license && typeof license !== 'string')
    throw refuse('type_error', { fault: 'opts.license.split is not a function' });
  const ofCustomize = isObject(customize) && customize.license ? plainText(customize.license, 'customize.license') : '';
  const given = `${license || ''},${ofCustomize}`.split(',').map((license_id) => license_id.trim());
  return [...given, ...licensesOfPath(state, public_path_id)].filter(isUuid);
}

/** A shared path that is not listed may bring a licence. [server/licenses/public-path.ts associatedLicense] */
export function licensesOfPath(state: HubState, public_path_id: Json | undefined): string[] {
  if (!public_path_id) return [];
  const path = state.publicPaths.get(sqlText(public_path_id));
  if (path === undefined || path.disabled || !path.unlisted) return [];
  const { site_license_id } = path.columns;
  return typeof site_license_id === 'string' ? [site_license_id] : [];
}
