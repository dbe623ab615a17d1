/** Setting a new password by mail, through API v2. [server/auth/password-reset.ts, redeem-password-reset.ts] */
import { sqlUuid } from '../database/database.ts';
import { refuse } from '../errors.ts';
import { HOUR, MINUTE } from '../instant.ts';
import { readMember } from '../javascript.ts';
import type { Json } from '../json.ts';
import type { Outcome } from '../outcome.ts';
import { isSettingOn } from '../query/site-settings.ts';
import { newUuid } from '../random.ts';
import { type HubState, put } from '../state.ts';
import { asText, plainText } from '../values.ts';
import { mailPasswordReset } from './account-mails.ts';
import { withPassword } from './credentials.ts';
import { addressOfReset, withoutPasswordReset, withPasswordReset } from './password-resets.ts';
import { SHORTEST_PASSWORD, whenJudged } from './password-rules.ts';
import { signedIn } from './sessions.ts';

const LIFETIME = 4 * HOUR;

/** So many resets of an address may be asked for from one client in ten minutes, and one more. */
const FORGIVEN = 3;
const WINDOW = 10 * MINUTE;

/** @throws Refusal `no_account_to_reset`, `too_many_resets_lately`; `no_mail_for_reset`, keeping the reset. */
export function resetAsked(state: HubState, sent: Json | undefined, ip: string): Outcome<Json> {
  const email = asText(sent).toLowerCase();
  if (!state.accounts.hasBy('email_address', email)) throw refuse('no_account_to_reset', { email });
  const address = `${email} from ${ip}`;
  const times = state.passwordResetAttempts.get(address)?.times.filter((time) => time > state.now - WINDOW) ?? [];
  if (times.length > FORGIVEN) throw refuse('too_many_resets_lately', { email });
  const counted = put(state, 'passwordResetAttempts', { address, times: [...times, state.now] });
  const code = newUuid(state, 'password reset');
  const made = withPasswordReset(counted, code, email, state.now + LIFETIME);
  if (!isSettingOn(state, 'email_enabled')) throw refuse('no_mail_for_reset').keeping(made);
  const success = `Password reset email successfully sent to ${email}.`;
  return { state: mailPasswordReset(made, email, code), answer: { success } };
}

/** @throws Refusal `reset_password_short`, `password_too_weak`, `reset_over`, or in the database's words. */
export function resetRedeemed(state: HubState, sent: Json | undefined, id: Json | undefined): Outcome<Json> {
  const length = readMember(sent, 'length');
  if (typeof length === 'number' && length < SHORTEST_PASSWORD) throw refuse('reset_password_short');
  const password = plainText(sent ?? null, 'password');
  return whenJudged(state, password, (later, help) => {
    if (help !== undefined) throw refuse('password_too_weak', { help });
    const code = id == null ? '' : sqlUuid(id);
    const account = later.accounts.by('email_address', addressOfReset(later, code) ?? '');
    if (account === undefined) throw refuse('reset_over');
    const { account_id } = account;
    const changed = withPassword(withoutPasswordReset(later, code), account_id, 'password by reset', password);
    const { state: after, cookies } = signedIn(changed, account_id);
    return { state: after, answer: { account_id }, reply: { cookies } };
  });
}
