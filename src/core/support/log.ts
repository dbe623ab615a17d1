/** The central log of a hub. */
import { appended } from '../bounded.ts';
import type { JsonObject } from '../json.ts';
import { changed, type HubState } from '../state.ts';

/** The state with `event` as the newest entry of the central log. Its value must hold no secret: no hash, no token. */
export function logged(state: HubState, event: string, value: JsonObject): HubState {
  return changed(state, { log: appended(state.log, { event, value, time: state.now }) });
}
