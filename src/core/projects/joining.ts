/** Adding accounts to projects directly, or with the tokens that projects hand out. [smc-hub/postgres/collab.ts] */

import { isAdmin } from '../accounts/accounts.ts';
import { asObserved } from '../deviations.ts';
import { refuse } from '../errors.ts';
import type { Json } from '../json.ts';
import type { HubState, InviteToken } from '../state.ts';
import { asText, isUuid } from '../values.ts';
import { hasWriteAccess } from './access.ts';
import { addMember, memberOf } from './collaborators.ts';
import { withInviteToken } from './invite-tokens.ts';

type Given = readonly (Json | undefined)[];

/**
 * The projects that the tokens let into, one for each of them.
 *
 * @throws Refusal at the first token that is none or not in force: `null_invite_token`, `unknown_invite_token`,
 *   `expired_invite_token` or `used_up_invite_token`.
 */
export function projectsOfTokens(state: HubState, tokens: Given): string[] {
  return tokens.map((token) => {
    if (token == null) throw refuse('null_invite_token');
    const found = state.inviteTokens.get(asText(token));
    if (found === undefined) throw refuse('unknown_invite_token');
    checkInForce(state, found);
    return found.project_id;
  });
}

function checkInForce({ now }: HubState, { expires, usage_limit, counter }: InviteToken): void {
  if (expires !== null && expires <= now) throw refuse('expired_invite_token');
  if (usage_limit !== null && (counter ?? 0) >= usage_limit) throw refuse('used_up_invite_token', { usage_limit });
}

/**
 * Lets an account pass that may add others to each of the projects without a token.
 *
 * @throws Refusal at the first project that is not one of its own: `membership_of_invalid_project` or `not_in_project`.
 */
export function checkMayAdd(state: HubState, account_id: string, projects: Given): void {
  for (const project_id of new Set(projects)) {
    if (project_id != null && !isUuid(project_id)) {
      throw refuse('membership_of_invalid_project', { project_id: asText(project_id) });
    }
    if (isIn(state, account_id, project_id)) continue;
    throw refuse('not_in_project', { account_id, project_id: asText(project_id) });
  }
}

/** Where no project is named, any will do: the hub then asks its database for a project without saying for which. */
function isIn(state: HubState, account_id: string, project_id: string | null | undefined): boolean {
  if (isAdmin(state, account_id)) return true;
  const projects = project_id == null ? [...(state.projectsByUser.get(account_id) ?? [])] : [project_id];
  const hasGroup = (project: string) => memberOf(state, project, account_id)?.group !== undefined;
  const has = asObserved(state, 'add_collaborator_gate')
    ? hasGroup
    : (project: string) => hasWriteAccess(state, project, account_id);
  return projects.some(has);
}

/**
 * Adds the first account to the first project, and so on. Whoever is in the project already stays what it is there,
 * and takes nothing from the token.
 *
 * @param tokens where there are any, one for each project.
 * @throws Refusal `uneven_lists`, `bad_account_in_list` or `bad_project_in_list`.
 */
export function addCollaborators(
  state: HubState,
  { accounts, projects, tokens }: { accounts: Given; projects: Given; tokens?: Given },
): HubState {
  if (accounts.length !== projects.length) {
    throw refuse('uneven_lists', { accounts: accounts.length, projects: projects.length });
  }
  const account_ids = accounts.map((account_id) => {
    if (!isUuid(account_id)) throw refuse('bad_account_in_list', { account_id: asText(account_id) });
    return account_id;
  });
  const project_ids = projects.map((project_id) => {
    if (!isUuid(project_id)) throw refuse('bad_project_in_list', { project_id: asText(project_id) });
    return project_id;
  });
  return account_ids.reduce((result, account_id, at) => {
    const project_id = project_ids[at] as string;
    if (memberOf(result, project_id, account_id) !== undefined) return result;
    const joined = addMember(result, project_id, account_id, 'collaborator');
    return tokens === undefined ? joined : countUse(joined, asText(tokens[at]));
  }, state);
}

function countUse(state: HubState, token: string): HubState {
  const used = state.inviteTokens.get(token) as InviteToken;
  return withInviteToken(state, { ...used, counter: (used.counter ?? 0) + 1 });
}
