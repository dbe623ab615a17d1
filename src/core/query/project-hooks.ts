/** What a set on a project is checked for, and what follows from it. [smc-hub/postgres-user-queries.coffee _user_set_query_project_change_before, _user_set_query_project_change_after] */

import { deviates } from '../deviations.ts';
import { refuse } from '../errors.ts';
import { isObject, isSameJson, type Json, type JsonObject } from '../json.ts';
import { memberOf } from '../projects/collaborators.ts';
import type { Project } from '../projects/records.ts';
import { curtailUpgrades } from '../projects/upgrades.ts';
import type { HubState } from '../state.ts';
import { asText } from '../values.ts';
import { checkThingName, isSameName } from './name-rules.ts';
import { requestProjectAction } from './project-actions.ts';
import { checkAllocations, checkWhoseUsers } from './project-users.ts';
import { isSettingOn } from './site-settings.ts';
import type { SetCall } from './table.ts';

type ProjectCall = SetCall<Project>;

/** @throws Refusal when the row may not be written so. */
export function beforeProjectChange(call: ProjectCall): void {
  checkWhoseUsers(call);
  checkName(call);
  checkManagement(call);
  if (isActionAlone(call) || !isActionDue(call)) checkAllocations(call);
}

export function insteadOfProjectChange(call: ProjectCall): HubState | undefined {
  if (!isActionAlone(call) || !isActionDue(call)) return undefined;
  return requestProjectAction(call.state, idOf(call), call.object.action_request as JsonObject);
}

export function afterProjectChange(call: ProjectCall, written: HubState): HubState {
  const project_id = idOf(call);
  const before = memberOf(call.state, project_id, call.account_id)?.upgrades;
  const after = memberOf(written, project_id, call.account_id)?.upgrades;
  const curtailed = isSameJson(before, after) ? written : curtailUpgrades(written, call.account_id);
  if (isActionAlone(call) || !isActionDue(call)) return curtailed;
  return requestProjectAction(curtailed, project_id, call.object.action_request as JsonObject);
}

function isActionAlone({ state }: ProjectCall): boolean {
  return deviates(state, 'action_alone');
}

/** Whether an action is asked for that was not already: of another time than the last. */
function isActionDue({ state, object, item }: ProjectCall): boolean {
  const { action_request } = object;
  if (!isObject(action_request)) return false;
  const stored = item?.columns.action_request;
  const last = isObject(stored) ? stored.time : undefined;
  if (deviates(state, 'action_times')) return !isSameJson(action_request.time, last);
  return numberOf(action_request.time) - numberOf(last ?? 0) !== 0;
}

function numberOf(time: Json | undefined): number {
  return typeof time === 'object' && time !== null ? Number.NaN : Number(time);
}

function checkName(call: ProjectCall): void {
  const { state, account_id, object, item } = call;
  // An empty one takes the name away.
  if (object.name == null || object.name === '') return;
  const name = asText(object.name);
  checkThingName(name);
  if (item?.columns.name === name) return;
  if (!isOwner(call)) throw refuse('name_of_project_by_other');
  const owned = state.projects
    .allBy('user', account_id)
    .filter(({ project_id, users }) => project_id !== item?.project_id && users[account_id]?.group === 'owner');
  if (owned.some(({ columns }) => isSameName(columns.name, name))) {
    throw refuse('name_of_project_taken', { name });
  }
}

function checkManagement(call: ProjectCall): void {
  const wanted = call.object.manage_users_owner_only;
  if (wanted == null) return;
  if (!isOwner(call)) throw refuse('manage_users_by_other');
  if (!wanted && isSettingOn(call.state, 'strict_collaborator_management')) throw refuse('manage_users_enforced');
}

function isOwner(call: ProjectCall): boolean {
  return memberOf(call.state, idOf(call), call.account_id)?.group === 'owner';
}

function idOf({ object }: ProjectCall): string {
  return asText(object.project_id).toLowerCase();
}
