/**
 * Who may say who is in a project, and as what, as functions of the hub have it: an owner is neither removed nor the
 * last to go. [server/projects/collaborators.ts, ownership-checks.ts; util/project-ownership.ts]
 */
import { cached } from '../caches/caches.ts';
import { refuse } from '../errors.ts';
import type { Json } from '../json.ts';
import { isSettingOn } from '../query/site-settings.ts';
import type { GroupFault } from '../refusals/collaborators.ts';
import type { HubState } from '../state.ts';
import { asText, isUuid } from '../values.ts';
import { isCollaborator } from './access.ts';
import { addMember, memberOf, removeCollaborator } from './collaborators.ts';
import { loggedInProject } from './project-log.ts';
import { findProject } from './projects.ts';
import { isCollaboratorOrItself } from './rest-access.ts';

/**
 * Lets an account pass that may manage the people of the project, were it one of them: where the site or the project
 * leaves that to owners, it has to be one; being a site admin counts for nothing.
 *
 * @throws Refusal `managed_project_invalid`, `managed_project_missing`, `managed_by_owners`
 */
export function checkMayManage(state: HubState, project_id: Json, account_id: string): void {
  if (!isUuid(project_id)) throw refuse('managed_project_invalid', { project_id: asText(project_id) });
  const project = findProject(state, project_id);
  if (project === undefined) throw refuse('managed_project_missing');
  const leftToOwners =
    isSettingOn(state, 'strict_collaborator_management') || project.columns.manage_users_owner_only === true;
  if (leftToOwners && !isOwner(state, project_id, account_id)) throw refuse('managed_by_owners');
}

/** @throws Refusal `ids_not_uuids`, `not_a_collaborator` */
export function checkIsCollaborator(
  state: HubState,
  project_id: Json | undefined,
  account_id: string,
): asserts project_id is string {
  if (!isCollaborator(state, project_id, account_id)) throw refuse('not_a_collaborator');
}

/** What is sent of an account of a project. */
interface Target {
  readonly project_id: Json | undefined;
  readonly target: Json | undefined;
}

/**
 * Takes an account out of the project, where it is in it, and notes that in any case. Whoever is no owner may always
 * take itself out.
 *
 * @throws Refusal `ids_not_uuids`, `not_a_collaborator`, `managed_account_invalid`, `owner_not_removable`,
 *   `managed_by_owners`; in this order.
 */
export function removeMember(state: HubState, { project_id, target }: Target, account_id: string): HubState {
  checkIsCollaborator(state, project_id, account_id);
  if (!isUuid(target)) throw refuse('managed_account_invalid', { account_id: asText(target) });
  if (isOwner(state, project_id, target)) throw refuse('owner_not_removable');
  if (target !== account_id) checkMayManage(state, project_id, account_id);
  return withoutMember(state, { project_id, target }, account_id);
}

/** The state without the account in the project, which notes that in any case. @throws Refusal `owner_not_removable` */
export function withoutMember(
  state: HubState,
  { project_id, target }: { readonly project_id: string; readonly target: string },
  account_id: string,
): HubState {
  if (isOwner(state, project_id, target)) throw refuse('owner_not_removable');
  return loggedInProject(removeCollaborator(state, project_id, target), {
    project_id,
    account_id,
    event: { event: 'remove_collaborator', removed_name: nameOf(state, target), removed_account_id: target },
  });
}

const GROUPS: readonly unknown[] = ['owner', 'collaborator'];

/**
 * Makes an account of the project an owner, or a mere collaborator again.
 *
 * @throws Refusal `ids_not_uuids`, `group_change`
 */
export function changeGroup(
  state: HubState,
  { project_id, target, group }: Target & { readonly group: Json | undefined },
  account_id: string,
): HubState {
  if (!isCollaboratorOrItself(state, project_id, account_id)) throw refuse('group_change', { fault: 'not_member' });
  const project = asText(project_id);
  const fault = groupFault(state, { project_id: project, target: asText(target), group }, account_id);
  if (fault !== undefined) throw refuse('group_change', { fault });
  const target_account_id = asText(target);
  const old_group = memberOf(state, project, target_account_id)?.group as string;
  const new_group = asText(group);
  return loggedInProject(addMember(state, project, target_account_id, new_group), {
    project_id: project,
    account_id,
    event: {
      event: 'change_collaborator_type',
      target_account_id,
      target_name: nameOf(state, target_account_id),
      old_group,
      new_group,
    },
  });
}

/** What stands in the way of the change, the first thing first. */
function groupFault(
  state: HubState,
  { project_id, target, group }: { project_id: string; target: string; group: Json | undefined },
  account_id: string,
): GroupFault | undefined {
  if (memberOf(state, project_id, account_id) === undefined) return 'caller_not_member';
  if (!isOwner(state, project_id, account_id)) return 'not_owner';
  const member = memberOf(state, project_id, target);
  if (member === undefined) return 'target_not_member';
  if (!GROUPS.includes(member.group)) return 'target_without_group';
  if (!GROUPS.includes(group)) return 'unknown_group';
  const owners = Object.values(findProject(state, project_id)?.users ?? {}).filter((user) => user.group === 'owner');
  return member.group === 'owner' && group === 'collaborator' && owners.length === 1 ? 'last_owner' : undefined;
}

function isOwner(state: HubState, project_id: string, account_id: string): boolean {
  return memberOf(state, project_id, account_id)?.group === 'owner';
}

/** As the log of a project names an account. [server/accounts/get-name.ts] */
function nameOf(state: HubState, account_id: string): string {
  const name = cached(state, 'name_cache', account_id, () => {
    const account = state.accounts.get(account_id.toLowerCase());
    return account && `${account.first_name ?? ''} ${account.last_name ?? ''}`.trim();
  });
  return name ?? 'Unknown User';
}
