/**
 * Browsers that are signed in: each keeps a cookie `remember_me`, of which the hub keeps a hash.
 * [server/auth/remember-me.ts, set-sign-in-cookies.ts, hash.ts]
 */
import { cached } from '../caches/caches.ts';
import { hubRefusal, refuse } from '../errors.ts';
import { DAY, type Instant } from '../instant.ts';
import type { Cookie } from '../outcome.ts';
import { newHex, newUuid } from '../random.ts';
import { type HubState, put, remove } from '../state.ts';
import { asNumber } from '../values.ts';
import { isBanned } from './api-keys.ts';
import { hashed } from './passwords.ts';

const LIFETIME = 180 * DAY;

/** What a cookie says that it was hashed with; the hub hashes anew to find it. */
const ITERATIONS = 1000;
const MOST_ITERATIONS = 10_000;

/** Those that hubs can make; nobody is signed in by any other than theirs. */
const DIGESTS = new Set(['md5', 'ripemd160', 'sha1', 'sha224', 'sha256', 'sha384', 'sha512']);

/** The account signed in at one more browser, and the cookies for that. */
export function signedIn(
  state: HubState,
  account_id: string,
  lifetime: number = LIFETIME,
): { readonly state: HubState; readonly cookies: readonly Cookie[] } {
  const salt = newHex(state, 'salt of session', 32);
  const secret = newUuid(state, 'session');
  const expire = state.now + lifetime;
  return {
    state: put(state, 'sessions', { hash: hashed(salt, secret), account_id, expire }),
    cookies: [
      { name: 'account_id', value: account_id, expires: expire },
      { name: 'remember_me', value: `sha512$${salt}$${ITERATIONS}$${secret}`, expires: expire },
    ],
  };
}

const LONG_AGO: Instant = 0;

/** Cookies that take back what a browser was signed in by. */
export const SIGNED_OUT: readonly Cookie[] = [
  { name: 'remember_me', value: '', expires: LONG_AGO },
  { name: 'account_id', value: '', expires: LONG_AGO },
];

/**
 * The account that is signed in by the cookie; none by one that is unknown or out of date, or while the account is banned.
 *
 * @throws Refusal `bad_session_cookie`, `bad_session_iterations`, `bad_session_digest`
 */
export function accountOfSession(state: HubState, cookie: string): string | undefined {
  const hash = hashOf(cookie);
  const account_id = cached(state, 'session_cache', hash, () => {
    const session = state.sessions.get(hash);
    return session === undefined || session.expire <= state.now ? undefined : session.account_id;
  });
  return account_id === undefined || isBanned(state, account_id) ? undefined : account_id;
}

/** As `accountOfSession`; nobody is signed in by a cookie that is none. */
export function accountIfSession(state: HubState, cookie: string): string | undefined {
  try {
    return accountOfSession(state, cookie);
  } catch (thrown) {
    hubRefusal(thrown);
    return undefined;
  }
}

/** @throws Refusal as `accountOfSession`. */
export function withoutSession(state: HubState, cookie: string): HubState {
  return remove(state, 'sessions', hashOf(cookie));
}

export function withoutSessions(state: HubState, account_id: string): HubState {
  return state.sessions
    .allBy('account_id', account_id)
    .reduce((result, { hash }) => remove(result, 'sessions', hash), state);
}

function hashOf(cookie: string): string {
  const parts = cookie.split('$');
  const [algorithm = '', salt = '', iterations = '', secret = ''] = parts;
  if (parts.length !== 4) throw refuse('bad_session_cookie');
  const count = asNumber(iterations);
  if (!(count > 0 && count <= MOST_ITERATIONS)) throw refuse('bad_session_iterations');
  if (!DIGESTS.has(algorithm)) throw refuse('bad_session_digest', { algorithm });
  return algorithm === 'sha512' ? hashed(salt, secret) : `of ${algorithm}`;
}
