/** Who may read and write a project, and the gates that ask it in the words of most calls. */
import { isAdmin } from '../accounts/accounts.ts';
import { cached } from '../caches/caches.ts';
import type { Gate } from '../endpoint.ts';
import { type Refusal, refuse } from '../errors.ts';
import type { Json } from '../json.ts';
import type { HubState } from '../state.ts';
import { asText, isUuid } from '../values.ts';
import { memberOf } from './collaborators.ts';
import { findProject, touchProject } from './projects.ts';

const READERS = ['owner', 'collaborator', 'viewer'];
const WRITERS = ['owner', 'collaborator'];

/**
 * Whether the account may read the project: its group there can, or it is a site admin, whose right extends to
 * projects that do not exist. [smc-hub/access.coffee]
 */
export function hasReadAccess(state: HubState, project_id: string, account_id: string): boolean {
  return isInProject(state, project_id, account_id, READERS);
}

/** Whether the account may change the project; as `hasReadAccess`. */
export function hasWriteAccess(state: HubState, project_id: string, account_id: string): boolean {
  return isInProject(state, project_id, account_id, WRITERS);
}

/**
 * Whether the account owns the project or works on it, as functions of the conat API ask it: being a site admin counts
 * for nothing, and neither does it matter whether the project is deleted. A hub may answer as it did when it last looked.
 *
 * @throws Refusal `ids_not_uuids`
 * @see [server/projects/is-collaborator.ts]
 */
export function isCollaborator(state: HubState, project_id: Json | undefined, account_id: string): boolean {
  if (!isUuid(project_id)) throw refuse('ids_not_uuids');
  const group = cached(state, 'member_cache', `${project_id} ${account_id}`, () => {
    if (findProject(state, project_id) === undefined) return undefined;
    return memberOf(state, project_id, account_id)?.group ?? null;
  });
  return group != null && WRITERS.includes(group);
}

/** Lets those pass for whom `isCollaborator` holds of the project named by `member`. @throws Refusal `ids_not_uuids` */
export function canWorkOn<Name extends string>(member: Name, refused: () => Refusal): Gate<Name> {
  return (state, request, { account_id }) => {
    if (!isCollaborator(state, request[member], account_id)) throw refused();
    return state;
  };
}

/** Lets readers of the project named by `member` pass, and marks the project as edited. [smc-hub/client.coffee get_project] */
export function canRead<Name extends string>(member: Name): Gate<Name> {
  return projectGate(member, 'read', hasReadAccess);
}

/** Lets those pass who may write to the project named by `member`, and marks the project as edited. */
export function canWrite<Name extends string>(member: Name): Gate<Name> {
  return projectGate(member, 'write', hasWriteAccess);
}

/**
 * Lets those pass who may write to the project named by `member`. Unlike `canWrite` it leaves no mark, and the refusal
 * wraps its reason in the call's own words. [smc-hub/client.coffee _check_project_access]
 */
export function canWriteOr<Name extends string>(
  member: Name,
  refusal: 'cannot_touch' | 'cannot_disconnect' | 'cannot_license',
): Gate<Name> {
  return (state, request, { account_id }) => {
    const project_id = request[member];
    if (!isUuid(project_id)) throw refuse(refusal, { project_id: asText(project_id), reason: 'invalid' });
    if (!hasWriteAccess(state, project_id, account_id)) throw refuse(refusal, { project_id, reason: 'denied' });
    return state;
  };
}

function projectGate<Name extends string>(
  member: Name,
  access: 'read' | 'write',
  has: typeof hasReadAccess,
): Gate<Name> {
  return (state, request, { account_id }) => {
    const project_id = request[member];
    if (!isUuid(project_id)) throw refuse('permission_of_invalid_project', { project_id: asText(project_id) });
    if (!has(state, project_id, account_id)) throw refuse('no_project_access', { account_id, access, project_id });
    return touchProject(state, project_id);
  };
}

function isInProject(state: HubState, project_id: string, account_id: string, groups: readonly string[]): boolean {
  const group = findProject(state, project_id)?.users[account_id]?.group;
  return (group !== undefined && groups.includes(group)) || isAdmin(state, account_id);
}
