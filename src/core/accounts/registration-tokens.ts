/** Tokens that a site may ask of those who sign up. */

import { refuse } from '../errors.ts';
import type { Json } from '../json.ts';
import type { RegistrationTokenFault } from '../refusals/accounts.ts';
import { type HubState, put } from '../state.ts';
import { isTruthy } from '../values.ts';
import type { RegistrationToken } from './records.ts';

/**
 * Counts one use of the token. A site without a token in force asks for none; one that is out of date is in force.
 *
 * @throws Refusal `registration_token`
 * @see [smc-hub/client/create-account.ts check_registration_token]
 */
export function spendRegistrationToken(state: HubState, sent: Json | undefined): HubState {
  if (!isTokenRequired(state)) return state;

  const token = typeof sent === 'string' ? state.registrationTokens.get(sent) : undefined;
  if (token === undefined) throw refuse('registration_token', { fault: isTruthy(sent) ? 'unknown' : 'missing' });
  const fault = faultOf(state, token);
  if (fault !== undefined) throw refuse('registration_token', { fault });
  return put(state, 'registrationTokens', { ...token, counter: (token.counter ?? 0) + 1 });
}

/** [server/auth/tokens/redeem.ts] */
const ISSUES: Readonly<Record<RegistrationTokenFault, string>> = {
  missing: 'no registration token provided',
  unknown: 'Registration token is wrong.',
  disabled: 'Registration token disabled.',
  expired: 'Registration token no longer valid.',
  used_up: 'Registration token used up.',
};

/** Why API v2 does not take the token; nothing where it does, or asks for none. */
export function registrationTokenIssue(state: HubState, sent: Json | undefined): string | undefined {
  if (!isTokenRequired(state)) return undefined;
  const token = typeof sent === 'string' ? state.registrationTokens.get(sent) : undefined;
  if (token === undefined) return ISSUES[isTruthy(sent) ? 'unknown' : 'missing'];
  const fault = faultOf(state, token);
  return fault && ISSUES[fault];
}

/** Whether there is a token in force, so that nobody signs up without one. */
export function isTokenRequired(state: HubState): boolean {
  return [...state.registrationTokens.values()].some(({ disabled }) => disabled !== true);
}

function faultOf(
  { now }: HubState,
  { disabled, expires, limit, counter }: RegistrationToken,
): RegistrationTokenFault | undefined {
  if (disabled) return 'disabled';
  if (expires !== null && expires < now) return 'expired';
  return limit !== null && limit <= (counter ?? 0) ? 'used_up' : undefined;
}
