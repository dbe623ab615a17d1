/** Who is in a project, and as what. [smc-hub/postgres/collab.ts; postgres-server-queries.coffee] */

import type { HubState } from '../state.ts';
import { findProject, updateProject } from './projects.ts';
import type { ProjectUser } from './records.ts';

/**
 * Puts the account into the project as one of `group`, whatever it was there before; the rest of its entry stays.
 * Whether there is such an account is not asked. [postgres-server-queries.coffee add_user_to_project]
 */
export function addMember(state: HubState, project_id: string, account_id: string, group: string): HubState {
  return updateProject(state, project_id, (project) => ({
    ...project,
    users: { ...project.users, [account_id]: { ...memberOf(state, project_id, account_id), group } },
  }));
}

/** Takes the account out of the project; nothing happens where it owns the project or is not in it. */
export function removeCollaborator(state: HubState, project_id: string, account_id: string): HubState {
  const member = memberOf(state, project_id, account_id);
  if (member === undefined || member.group === 'owner') return state;
  return updateProject(state, project_id, (project) => {
    const { [account_id]: _removed, ...users } = project.users;
    return { ...project, users };
  });
}

/** The account's entry in the project, in whatever group. */
export function memberOf(state: HubState, project_id: string, account_id: string): ProjectUser | undefined {
  const users = findProject(state, project_id)?.users;
  return users !== undefined && Object.hasOwn(users, account_id) ? users[account_id] : undefined;
}
