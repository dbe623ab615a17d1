/** Projects as API v2 lists them. [server/projects/get.ts] */
import { sqlBigint } from '../database/database.ts';
import type { Json, JsonObject } from '../json.ts';
import type { HubState } from '../state.ts';
import { inStoredOrder } from '../stored-order.ts';
import { asNumber } from '../values.ts';

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
