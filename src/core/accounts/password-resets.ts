/** Codes to set a new password by, and how often they may be asked for. */
import { remembered, since } from '../bounded.ts';
import { refuse } from '../errors.ts';
import { HOUR, type Instant, MINUTE } from '../instant.ts';
import { changed, type HubState } from '../state.ts';

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
  if (attempts(state, email_address, HOUR) > EMAIL_PER_HOUR) throw refuse('too_many_resets_of_email');
  if (attempts(state, ip, MINUTE) > IP_PER_MINUTE) throw refuse('too_many_resets_in_minute');
  if (attempts(state, ip, HOUR) > IP_PER_HOUR) throw refuse('too_many_resets_in_hour');
}

/** The state with a code, good for an hour by default, that sets the password of whoever has the address then. */
export function withPasswordReset(
  state: HubState,
  code: string,
  email_address: string,
  expire: Instant = state.now + HOUR,
): HubState {
  const { now } = state;
  const reset = { email_address, expire };
  return changed(state, {
    passwordResets: remembered(state.passwordResets, code, reset, ({ expire }) => now < expire),
  });
}

/** The address that the code was mailed to; `undefined` for a code that is unknown, used or out of date. */
export function addressOfReset({ passwordResets, now }: HubState, code: string): string | undefined {
  const reset = passwordResets.get(code);
  return reset !== undefined && now < reset.expire ? reset.email_address : undefined;
}

export function withoutPasswordReset(state: HubState, code: string): HubState {
  return changed(state, { passwordResets: state.passwordResets.delete(code) });
}

function counted(state: HubState, address: string): HubState {
  const { passwordResetAttempts, now } = state;
  const counting = since(passwordResetAttempts.get(address), now - HOUR)
    .push(now)
    .takeLast(COUNTED);
  return changed(state, {
    passwordResetAttempts: remembered(
      passwordResetAttempts,
      address,
      counting,
      (instants) => (instants.last() ?? 0) >= now - HOUR,
    ),
  });
}

function attempts({ passwordResetAttempts, now }: HubState, address: string, ms: number): number {
  return since(passwordResetAttempts.get(address), now - ms).size;
}
