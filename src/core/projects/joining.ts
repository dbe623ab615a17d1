/** Adding accounts to projects directly, or with the tokens that projects hand out. [smc-hub/postgres/collab.ts] */

import { isAdmin } from '../accounts/accounts.ts';
import { cachedEach } from '../caches/caches.ts';
import { deviates } from '../deviations.ts';
import { refuse } from '../errors.ts';
import type { Json } from '../json.ts';
import { type HubState, put } from '../state.ts';
import { asText, isUuid } from '../values.ts';
import { hasWriteAccess } from './access.ts';
import { addMember, memberOf } from './collaborators.ts';
import type { InviteToken } from './records.ts';

type Given = readonly (Json | undefined)[];

/**
 * The projects that the tokens let into, one for each of them.
 *
 * @param unknown what is said of a token that there is not.
 * @throws Refusal at the first token that is none or not in force: `null_invite_token`, `unknown`,
 *   `expired_invite_token` or `used_up_invite_token`.
 */
export function projectsOfTokens(
  state: HubState,
  tokens: Given,
  unknown: 'unknown_invite_token' | 'no_such_invite_token' = 'unknown_invite_token',
): string[] {
  return tokens.map((token) => {
    if (!token) throw refuse('null_invite_token');
    const found = state.inviteTokens.get(asText(token));
    if (found === undefined) throw refuse(unknown);
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
 * @param has whether an account that is no site admin may add to a project.
 * @param isOpen whether anybody may add to a project, and with it to all that come after it.
 * @throws Refusal at the first project that is not one of its own: `membership_of_invalid_project` or `not_in_project`.
 */
export function checkMayAdd(
  state: HubState,
  account_id: string,
  projects: Given,
  { has, isOpen }: { has: typeof hasWriteAccess; isOpen: (project_id: string) => boolean } = {
    has: deviates(state, 'add_collaborator_gate') ? hasGroup : hasWriteAccess,
    isOpen: () => false,
  },
): void {
  for (const project_id of new Set(projects)) {
    if (project_id != null && !isUuid(project_id)) {
      throw refuse('membership_of_invalid_project', { project_id: asText(project_id) });
    }
    if (isIn(state, account_id, project_id, has)) continue;
    if (project_id != null && isOpen(project_id)) return;
    throw refuse('not_in_project', { account_id, project_id: asText(project_id) });
  }
}

/** Where no project is named, any will do: the hub then asks its database for a project without saying for which. */
function isIn(
  state: HubState,
  account_id: string,
  project_id: string | null | undefined,
  has: typeof hasWriteAccess,
): boolean {
  if (isAdmin(state, account_id)) return true;
  const projects = project_id == null ? state.projects.keysBy('user', account_id) : [project_id];
  return projects.some((project) => has(state, project, account_id));
}

function hasGroup(state: HubState, project_id: string, account_id: string): boolean {
  return memberOf(state, project_id, account_id)?.group !== undefined;
}

/**
 * Adds the first account to the first project, and so on. Whoever is in the project already stays what it is there,
 * and takes nothing from the token.
 *
 * @param tokens where there are any, one for each project.
 * @param note what is noted of each account that is new to its project.
 * @throws Refusal `uneven_lists`, `bad_account_in_list` or `bad_project_in_list`.
 */
export function addCollaborators(
  state: HubState,
  {
    accounts,
    projects,
    tokens,
    note = (joined) => joined,
  }: {
    accounts: Given;
    projects: Given;
    tokens?: Given;
    note?: (joined: HubState, project_id: string, account_id: string) => HubState;
  },
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
  const wereIn = cachedMembers(
    state,
    account_ids.map((account_id, at) => [project_ids[at] as string, account_id]),
  );
  return account_ids.reduce((result, account_id, at) => {
    const project_id = project_ids[at] as string;
    if (wereIn[at] || memberOf(result, project_id, account_id) !== undefined) return result;
    const joined = note(addMember(result, project_id, account_id, 'collaborator'), project_id, account_id);
    return tokens === undefined ? joined : countUse(joined, asText(tokens[at]));
  }, state);
}

/** Whether each account is in its project, or was when a hub last looked before it added somebody. */
function cachedMembers(state: HubState, pairs: readonly (readonly [project_id: string, account_id: string])[]) {
  const keys = pairs.map((pair) => pair.join(' '));
  return cachedEach(state, 'addition_cache', keys, (key) => {
    const [project_id, account_id] = key.split(' ') as [string, string];
    return memberOf(state, project_id, account_id) !== undefined;
  });
}

function countUse(state: HubState, token: string): HubState {
  const used = state.inviteTokens.get(token) as InviteToken;
  return put(state, 'inviteTokens', { ...used, counter: (used.counter ?? 0) + 1 });
}
