/** Codes to set a new password by, and how often they may be asked for. */
import { refuse } from '../errors.ts';
import { HOUR, type Instant, MINUTE } from '../instant.ts';
import { type HubState, put, remove } from '../state.ts';

const EMAIL_PER_HOUR = 30;
const IP_PER_MINUTE = 10;
const IP_PER_HOUR = 60;

/** As many attempts of one address as can matter: one more than is allowed. */
const COUNTED = IP_PER_HOUR + 1;

/** Counts an attempt for the e-mail address and for the client's address. */
export function withResetAttempt(state: HubState, email_address: string, ip: string): HubState {
  return counted(counted(state, email_address), ip);
}

/**
 * Lets the attempt pass that was counted last.
 *
 * @throws Refusal `too_many_resets_of_email`, `too_many_resets_in_minute`, `too_many_resets_in_hour`; in this order.
 * @see [smc-hub/password.coffee forgot_password]
 */
export function checkResetAttempts(state: HubState, email_address: string, ip: string): void {
  if (attempts(state, email_address, HOUR).length > EMAIL_PER_HOUR) throw refuse('too_many_resets_of_email');
  if (attempts(state, ip, MINUTE).length > IP_PER_MINUTE) throw refuse('too_many_resets_in_minute');
  if (attempts(state, ip, HOUR).length > IP_PER_HOUR) throw refuse('too_many_resets_in_hour');
}

/** The state with a code, good for an hour by default, that sets the password of whoever has the address then. */
export function withPasswordReset(
  state: HubState,
  code: string,
  email_address: string,
  expire: Instant = state.now + HOUR,
): HubState {
  return put(state, 'passwordResets', { code, email_address, expire });
}

/** The address that the code was mailed to; `undefined` for a code that is unknown, used or out of date. */
export function addressOfReset({ passwordResets, now }: HubState, code: string): string | undefined {
  const reset = passwordResets.get(code);
  return reset !== undefined && now < reset.expire ? reset.email_address : undefined;
}

export function withoutPasswordReset(state: HubState, code: string): HubState {
  return remove(state, 'passwordResets', code);
}

function counted(state: HubState, address: string): HubState {
  const times = [...attempts(state, address, HOUR), state.now].slice(-COUNTED);
  return put(state, 'passwordResetAttempts', { address, times });
}

function attempts({ passwordResetAttempts, now }: HubState, address: string, ms: number): readonly Instant[] {
  return passwordResetAttempts.get(address)?.times.filter((time) => time >= now - ms) ?? [];
}
