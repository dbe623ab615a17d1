/** Adding accounts to projects as functions of the hub do it. [server/projects/collaborators.ts, collab.ts] */
import { sqlUuid } from '../database/database.ts';
import { Refusal, refuse } from '../errors.ts';
import { readMember } from '../javascript.ts';
import { isObject, type Json } from '../json.ts';
import type { HubState } from '../state.ts';
import { asText, isTruthy, isUuid } from '../values.ts';
import { hasWriteAccess, isCollaborator } from './access.ts';
import { addCollaborators, checkMayAdd, projectsOfTokens } from './joining.ts';
import { checkMayManage } from './management.ts';
import { loggedInProject } from './project-log.ts';
import { findProject } from './projects.ts';

type Given = readonly (Json | undefined)[];

/**
 * Adds accounts to projects, the first to the first, and so on, and notes it in the logs of these.
 *
 * @param opts a `project_id`, or else a `token_id`, and an `account_id`: one of each, or as many.
 * @returns the state, and the projects: one where one token let into it, otherwise a list.
 * @throws Refusal `type_error`; with a token those of `projectsOfTokens`, without one those of `checkMayManage`,
 *   `checkMayAdd` and `checkMayAddSelf`; then those of `addCollaborators`.
 */
export function addPeople(
  state: HubState,
  opts: Json | undefined,
  account_id: string,
): { readonly state: HubState; readonly project_id: Json } {
  const sentProjects = readMember(opts, 'project_id');
  const accounts = listed(readMember(opts, 'account_id'));
  const token_id = readMember(opts, 'token_id');
  const note = noteOfAdding(account_id);

  if (isTruthy(token_id)) {
    const tokens = listed(token_id);
    const projects = projectsOfTokens(state, tokens, 'no_such_invite_token');
    const joined = addCollaborators(state, { accounts, projects, tokens, note });
    return { state: joined, project_id: Array.isArray(token_id) ? projects : (projects[0] as string) };
  }
  const projects = listed(sentProjects);
  for (const project_id of projects) {
    if (project_id) checkMayManage(state, project_id, account_id);
  }
  // An empty token is none at first, and then one that is not there.
  if (token_id != null && projects.length > 0) throw refuse('null_invite_token');
  if (token_id == null) checkMayAddAll(state, { accounts, projects }, account_id);
  return { state: addCollaborators(state, { accounts, projects, note }), project_id: projects as Json };
}

/** What the log of a project says of somebody whom the account adds to it. */
export function noteOfAdding(account_id: string) {
  return (joined: HubState, project_id: string, invitee_account_id: string) =>
    loggedInProject(joined, { project_id, account_id, event: { event: 'invite_user', invitee_account_id } });
}

/** Lets an account pass that may add these to the projects, or itself. @throws Refusal those of `checkMayAdd` and `checkMayAddSelf` */
export function checkMayAddAll(
  state: HubState,
  { accounts, projects }: { accounts: Given; projects: Given },
  account_id: string,
): void {
  const isOpen = (project_id: string) => findProject(state, project_id)?.columns.sandbox === true;
  try {
    checkMayAdd(state, account_id, projects, { has: hasWriteAccess, isOpen });
  } catch (refusal) {
    // What is thrown besides says that the hub has to look something up first.
    if (!(refusal instanceof Refusal) || accounts.length !== 1 || accounts[0] !== account_id) throw refusal;
    checkMayAddSelf(state, projects[0], account_id);
  }
}

/**
 * Lets an account pass that works on the course that the project belongs to.
 *
 * @throws Refusal `no_project_to_join`, `cannot_add_self`; `sql_syntax`
 */
function checkMayAddSelf(state: HubState, sent: Json | undefined, account_id: string): void {
  const project = sent == null ? undefined : findProject(state, sqlUuid(sent));
  const project_id = asText(sent);
  if (project === undefined) throw refuse('no_project_to_join', { project_id });
  const { course = null } = project.columns;
  const course_id = isObject(course) ? course.project_id : undefined;
  if (!isUuid(course_id)) throw refuse('cannot_add_self', { project_id, fault: 'no_course' });
  if (!isCollaborator(state, course_id, account_id))
    throw refuse('cannot_add_self', { project_id, fault: 'not_in_course' });
}

function listed(sent: Json | undefined): Given {
  return Array.isArray(sent) ? sent : [sent];
}
