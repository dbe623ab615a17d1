/** Who is in projects, adding people and taking them out, as API v2 does it. [next/lib/api/get-collaborators.ts; server/projects/collab.ts] */
import { isAdmin } from '../accounts/accounts.ts';
import { sqlUuid } from '../database/database.ts';
import { hubRefusal, refuse } from '../errors.ts';
import type { Json, JsonObject } from '../json.ts';
import type { HubState } from '../state.ts';
import { asText, isUuid } from '../values.ts';
import { checkMayAddAll, noteOfAdding } from './adding.ts';
import { memberOf } from './collaborators.ts';
import { addCollaborators } from './joining.ts';
import { checkMayManage, withoutMember } from './management.ts';
import { findProject } from './projects.ts';

const UUID_LENGTH = 36;

/** Accounts of the project in the order of their ids, but for those that are not listed; none for strangers. @throws Refusal */
export function listedCollaborators(state: HubState, sent: Json | undefined, account_id: string): JsonObject[] {
  if (typeof sent !== 'string' || sent.length !== UUID_LENGTH)
    throw refuse('uuid_needed', { name: 'of_collaborators' });
  const project_id = sqlUuid(sent);
  if (!isAdmin(state, account_id) && memberOf(state, project_id, account_id) === undefined) return [];
  return Object.keys(findProject(state, project_id)?.users ?? {})
    .sort()
    .flatMap((id) => state.accounts.get(id) ?? [])
    .filter(({ columns }) => columns.unlisted !== true)
    .map(({ account_id: id, first_name, last_name }) => ({ account_id: id, first_name, last_name }));
}

/** What is sent of an account of a project. */
interface Person {
  readonly project_id: Json | undefined;
  readonly target: Json | undefined;
}

/** The state with the account in the project, were there such an account or not. @throws Refusal */
export function addPerson(state: HubState, { project_id, target }: Person, account_id: string): HubState {
  checkMayChange(state, { project_id, target }, account_id);
  const lists = { accounts: [target], projects: [project_id] };
  const added = addCollaborators(state, { ...lists, note: noteOfAdding(account_id) });
  checkMayManage(state, project_id as string, account_id);
  return added;
}

/** The state without the account in the project; whether it was in it does not matter. @throws Refusal */
export function removePerson(state: HubState, { project_id, target }: Person, account_id: string): HubState {
  checkMayChange(state, { project_id, target }, account_id);
  if (!isUuid(target)) throw refuse('bad_account_in_list', { account_id: asText(target) });
  if (!isUuid(project_id)) throw refuse('bad_project_in_list', { project_id: asText(project_id) });
  if (target !== account_id) checkMayManage(state, project_id, account_id);
  return withoutMember(state, { project_id, target }, account_id);
}

function checkMayChange(state: HubState, { project_id, target }: Person, account_id: string): void {
  // A key of the project calls as an account with the project's id, which is as good as one that works on it.
  if (project_id === account_id && isUuid(project_id)) return;
  try {
    checkMayAddAll(state, { accounts: [target], projects: [project_id] }, account_id);
  } catch (thrown) {
    const isUnnamed = project_id == null && !isAdmin(state, account_id);
    throw isUnnamed && hubRefusal(thrown).code === 'not_in_project' ? refuse('project_to_join_missing') : thrown;
  }
}
