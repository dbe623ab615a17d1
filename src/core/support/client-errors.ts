/** Errors that clients have reported. */
import { DAY } from '../instant.ts';
import { type HubState, put } from '../state.ts';
import type { ClientError } from './records.ts';

/** The state with the error, which is kept for 30 days from now. [smc-hub/postgres-server-queries.coffee log_client_error] */
export function withClientError(state: HubState, reported: Omit<ClientError, 'time' | 'expire'>): HubState {
  const { now } = state;
  return put(state, 'clientErrors', { ...reported, time: now, expire: now + 30 * DAY });
}
