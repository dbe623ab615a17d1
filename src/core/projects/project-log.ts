/** What functions of the hub write into the log of a project. [util/db-schema/project-log.ts] */
import type { JsonObject } from '../json.ts';
import { newUuid } from '../random.ts';
import { type HubState, put } from '../state.ts';

/** The state with `event`, done by the account now, in the project's log. */
export function loggedInProject(
  state: HubState,
  { project_id, account_id, event }: { project_id: string; account_id: string; event: JsonObject },
): HubState {
  const id = newUuid(state, `log of ${project_id}: ${JSON.stringify(event)}`);
  return put(state, 'project_log', {
    id,
    project_id: project_id.toLowerCase(),
    time: state.now,
    account_id,
    event,
  });
}
