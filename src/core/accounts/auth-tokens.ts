/** Tokens that sign a browser in as an account for a while, and the ban on guessing passwords for them. */
import { HOUR, type Instant, SECOND } from '../instant.ts';
import { type HubState, put, remove } from '../state.ts';

const LIFETIME = 12 * HOUR;
const BAN = 60 * SECOND;

/** Who asks for a token, and for whom, as sent. */
export interface Asking {
  readonly account_id: string;
  readonly target: string;
}

export function withAuthToken(
  state: HubState,
  token: string,
  account_id: string,
  expire: Instant = state.now + LIFETIME,
): HubState {
  return put(state, 'authTokens', { token, account_id, expire });
}

/** The state without the token, if there is one. */
export function withoutAuthToken(state: HubState, token: string): HubState {
  return remove(state, 'authTokens', token);
}

/** Whether this caller gave a wrong password for this target just now. */
export function isAuthBanned({ authBans, now }: HubState, asking: Asking): boolean {
  return now < (authBans.get(banKey(asking))?.expire ?? Number.NEGATIVE_INFINITY);
}

export function withAuthBan(state: HubState, asking: Asking, ms = BAN): HubState {
  return put(state, 'authBans', { asking: banKey(asking), expire: state.now + ms });
}

function banKey({ account_id, target }: Asking): string {
  return `${account_id} ${target}`;
}
