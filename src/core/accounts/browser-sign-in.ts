/** Signing in with address and password by API v2. [next/pages/api/v2/auth/sign-in.ts; server/auth/throttle.ts] */
import { hubRefusal, refuse } from '../errors.ts';
import { HOUR, type Instant, MINUTE } from '../instant.ts';
import { readMember } from '../javascript.ts';
import type { Json } from '../json.ts';
import { type HubState, put } from '../state.ts';
import { LONGEST_PASSWORD } from './password-rules.ts';
import { isPasswordCorrect } from './passwords.ts';
import type { SignInFailures } from './records.ts';

/** So many failures are forgiven, of an address of mail and of a client. */
const LIMITS = {
  email: { minute: 5, hour: 50 },
  ip: { minute: 30, hour: 200 },
} as const;

const SPANS = { minute: MINUTE, hour: HOUR } as const;

type Span = keyof typeof SPANS;

interface Attempt {
  readonly email: string;
  readonly ip: string;
}

/** Lets those pass who have not failed too often. @throws Refusal `sign_in_too_often`, `sign_in_too_often_from` */
export function checkSignInFailures(state: HubState, { email, ip }: Attempt): void {
  const isTooOften = (kind: keyof typeof LIMITS, who: string, per: Span) =>
    failuresOf(state, kind, who)[per].count > LIMITS[kind][per];
  for (const per of ['minute', 'hour'] as const) {
    if (isTooOften('email', email, per)) throw refuse('sign_in_too_often', { email, per });
  }
  for (const per of ['minute', 'hour'] as const) {
    if (isTooOften('ip', ip, per)) throw refuse('sign_in_too_often_from', { per });
  }
}

/** Counts a failure. Each one renews the time for which those before it count. */
export function withSignInFailure(state: HubState, { email, ip }: Attempt): HubState {
  return counted(counted(state, 'email', email), 'ip', ip);
}

function counted(state: HubState, kind: keyof typeof LIMITS, who: string): HubState {
  const known = failuresOf(state, kind, who);
  const more = (per: Span) => ({ count: known[per].count + 1, until: state.now + SPANS[per] });
  return put(state, 'signInFailures', { who: `${kind} ${who}`, minute: more('minute'), hour: more('hour') });
}

function failuresOf({ signInFailures, now }: HubState, kind: string, who: string): Omit<SignInFailures, 'who'> {
  const row = signInFailures.get(`${kind} ${who}`);
  const none = { count: 0, until: 0 };
  const counting = (span: { readonly count: number; readonly until: Instant } = none) =>
    now < span.until ? span : none;
  return { minute: counting(row?.minute), hour: counting(row?.hour) };
}

/** The account with the address and the password. @throws Refusal in words that stand in those of `sign_in_failed`. */
export function accountWithPassword(state: HubState, email: string, password: Json | undefined): string {
  const length = readMember(password, 'length');
  if (typeof length === 'number' && length > LONGEST_PASSWORD) throw refuse('password_over_limit');
  const account = state.accounts.by('email_address', email);
  if (account === undefined) throw refuse('no_account_by_address', { email });
  if (account.banned) throw refuse('banned_from_sign_in', { email });
  if (!isPasswordCorrect(password, account.password_hash)) throw refuse('password_of_address_wrong', { email });
  return account.account_id;
}

/** As `accountWithPassword`; none where that refuses. */
export function accountIfPassword(state: HubState, email: string, password: string): string | undefined {
  try {
    return accountWithPassword(state, email, password);
  } catch (thrown) {
    hubRefusal(thrown);
    return undefined;
  }
}
