/** Errors that clients have reported. */
import { remembered } from '../bounded.ts';
import { DAY } from '../instant.ts';
import type { ClientError } from '../records.ts';
import { changed, type HubState } from '../state.ts';

/** The state with the error, which is kept for 30 days from now. [smc-hub/postgres-server-queries.coffee log_client_error] */
export function withClientError(state: HubState, reported: Omit<ClientError, 'time' | 'expire'>): HubState {
  const { clientErrors, now } = state;
  const error = { ...reported, time: now, expire: now + 30 * DAY };
  return changed(state, { clientErrors: remembered(clientErrors, error.id, error, ({ expire }) => now < expire) });
}
