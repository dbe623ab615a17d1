/** Signing up by API v2: for oneself, or, with a key or a cookie, for others. [next/pages/api/v2/auth/sign-up.ts; server/accounts/create-account.ts] */
import { textColumn } from '../database/database.ts';
import { refuse } from '../errors.ts';
import { SECOND } from '../instant.ts';
import type { Json, JsonObject } from '../json.ts';
import type { Outcome } from '../outcome.ts';
import { isSettingOn, siteSettingOf } from '../query/site-settings.ts';
import { newUuid } from '../random.ts';
import type { SignUpIssues } from '../refusals/sign-in.ts';
import { type HubState, update } from '../state.ts';
import { isTruthy } from '../values.ts';
import { welcome } from './account-mails.ts';
import { isInGroup } from './accounts.ts';
import { accountIfPassword } from './browser-sign-in.ts';
import { isEmailAddress } from './email-addresses.ts';
import { withFirstProjectStarted } from './first-project.ts';
import { LONGEST_PASSWORD, SHORTEST_PASSWORD, whenJudged } from './password-rules.ts';
import { registrationTokenIssue, spendRegistrationToken } from './registration-tokens.ts';
import { signedIn } from './sessions.ts';
import { openAccount } from './sign-ups.ts';

interface Wish {
  /** In lower case, without blanks around it; empty: an account without an address. */
  readonly email: string;
  readonly password: string;
  readonly first_name: string;
  readonly last_name: string;
  readonly request: JsonObject;
}

/**
 * Makes an account and signs in; or signs in where address and password are those of one; or makes one for somebody else.
 *
 * @param caller `''`: nobody.
 * @throws Refusal `uncaught` for an address or a password that is no text, `sign_up_issues`, or in the database's words.
 */
export function signUpByBrowser(state: HubState, request: JsonObject, caller: string): Outcome<Json> {
  const wish = wishOf(state, request);
  const { email, password } = wish;
  const known = email && password ? accountIfPassword(state, email, password) : undefined;
  if (known !== undefined) return withCookies(state, known);
  if (email === '') return makeAnonymous(state, wish, caller);
  if (password.length < SHORTEST_PASSWORD) return made(state, wish, caller, EASY);
  if (password.length > LONGEST_PASSWORD) return made(state, wish, caller, LONG);
  return whenJudged(state, password, (judged, help) => made(judged, wish, caller, help));
}

const EASY = 'Your password must not be very easy to guess.';
const LONG = `Your password must be at most ${LONGEST_PASSWORD} characters long.`;

function wishOf(state: HubState, request: JsonObject): Wish {
  const { email, password, firstName, lastName } = request;
  return {
    email: trimmed(email, 'toLowerCase').toLowerCase(),
    password: trimmed(password, 'trim'),
    first_name: trimmed(firstName, 'trim') || 'Anonymous',
    last_name: trimmed(lastName, 'trim') || `User-${Math.round(state.now / SECOND)}`,
    request,
  };
}

/** @throws Refusal `uncaught` */
function trimmed(value: Json | undefined, method: string): string {
  if (value == null) return '';
  if (typeof value !== 'string') throw refuse('uncaught', { fault: `${method} is not a function` });
  return value.trim();
}

function issues(found: SignUpIssues) {
  return refuse('sign_up_issues', { issues: found });
}

function makeAnonymous(state: HubState, wish: Wish, caller: string): Outcome<Json> {
  if (caller !== '') throw issues({ api: 'Creation of anonymous accounts via the API is not allowed.' });
  if (!isSettingOn(state, 'anonymous_signup')) throw issues({ email: 'Anonymous account creation is disabled.' });
  return withAccount(state, wish, caller);
}

function made(state: HubState, wish: Wish, caller: string, password: string | undefined): Outcome<Json> {
  const { email, request } = wish;
  const found = {
    ...(!isTruthy(request.terms) && { terms: 'You must agree to the terms of usage.' }),
    ...(!isEmailAddress(email) && { email: `You must provide a valid email address -- '${email}' is not valid.` }),
    ...(password !== undefined && { password }),
  };
  if (Object.keys(found).length > 0) throw issues(found);
  if (caller !== '') checkTrust(state, caller);
  if (!state.site.email_signup) throw issues({ email: 'Email account creation is disabled.' });
  if (state.accounts.hasBy('email_address', email)) {
    throw issues({ email: `Email address "${email}" already in use.` });
  }
  return withAccount(state, wish, caller);
}

/** Whether the caller may make accounts for others. */
function checkTrust(state: HubState, caller: string): void {
  if (siteSettingOf(state, 'kucalc') === 'yes') throw issues({ api: `Error: ${OF_BALANCE}` });
  if (isInGroup(state, caller, 'admin')) return;
  throw issues({ api: "Error: Only users in the group 'admin' are allowed to create new users." });
}

const OF_BALANCE =
  'Please contact support and request a minimum balance that is under -$100.00 to access this API endpoint.';

function withAccount(state: HubState, wish: Wish, caller: string): Outcome<Json> {
  const { email, password, first_name, last_name, request } = wish;
  const spent = withTokenSpent(state, request.registrationToken);
  const account_id = newUuid(state, 'account');
  const opened = openAccount(spent, account_id, {
    first_name,
    last_name,
    email_address: email || undefined,
    password,
  });
  const { tags, signupReason } = request;
  const noted = update(opened, 'accounts', account_id, (account) => ({
    ...account,
    sign_up_usage_intent: signupReason == null ? null : textColumn(signupReason),
    columns: {
      ...account.columns,
      ...(tags != null && { tags }),
      ...(caller !== '' && { owner_id: caller }),
    },
  }));
  const welcomed = email === '' ? noted : welcome(noted, account_id, email);
  const settled = withFirstProjectStarted(welcomed, account_id, email);
  return caller === '' ? withCookies(settled, account_id) : { state: settled, answer: { account_id } };
}

function withTokenSpent(state: HubState, sent: Json | undefined): HubState {
  const token = typeof sent === 'string' ? sent.trim() : sent;
  const issue = registrationTokenIssue(state, token);
  if (issue !== undefined) throw issues({ registrationToken: `Issue with registration token -- ${issue}` });
  return spendRegistrationToken(state, token);
}

function withCookies(state: HubState, account_id: string): Outcome<Json> {
  const { state: after, cookies } = signedIn(state, account_id);
  return { state: after, answer: { account_id }, reply: { cookies } };
}
