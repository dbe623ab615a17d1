/** Projects as API v2 lists them. [server/projects/get.ts] */
import { sqlBigint } from '../database/database.ts';
import type { Json, JsonObject } from '../json.ts';
import type { HubState } from '../state.ts';
import { inStoredOrder } from '../stored-order.ts';
import { asNumber } from '../values.ts';
import { createProject } from './creation.ts';

const LIMIT = 50;

/**
 * The account's projects that are neither deleted nor hidden by it, last edited first.
 *
 * @throws Refusal `sql_syntax` for a limit that is no whole number.
 */
export function listedProjects(state: HubState, account_id: string, limit: Json = LIMIT): JsonObject[] {
  if (asNumber(limit) <= 0) return [];
  const count = sqlBigint(limit);
  const shown = state.projects
    .allBy('user', account_id)
    .filter(({ deleted, users }) => deleted !== true && users[account_id]?.hide !== true);
  return inStoredOrder(state, shown, ({ project_id }) => project_id)
    .sort((one, other) => (other.last_edited ?? 0) - (one.last_edited ?? 0))
    .slice(0, count)
    .map(({ project_id, title, description, columns: { name = null } }) => ({ project_id, title, description, name }));
}

/** What is told of the project that the account edited last; one is made where there is none. [server/projects/get-one.ts] */
export function latestOrNewProject(
  state: HubState,
  account_id: string,
): { readonly state: HubState; readonly project: JsonObject } {
  const [latest] = listedProjects(state, account_id);
  if (latest !== undefined) return { state, project: latest };
  const title = 'Untitled Project';
  const { state: after, project_id } = createProject(state, { title }, account_id);
  return { state: after, project: { project_id, title } };
}
