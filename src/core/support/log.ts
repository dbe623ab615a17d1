/** The central log of a hub. */
import type { JsonObject } from '../json.ts';
import { type HubState, put } from '../state.ts';

/** The state with `event` as the newest entry of the central log. Its value must hold no secret: no hash, no token. */
export function logged(state: HubState, event: string, value: JsonObject): HubState {
  return put(state, 'log', { event, value, time: state.now });
}
