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
  if ([...state.registrationTokens.values()].every(({ disabled }) => disabled === true)) return state;

  const token = typeof sent === 'string' ? state.registrationTokens.get(sent) : undefined;
  if (token === undefined) throw refuse('registration_token', { fault: isTruthy(sent) ? 'unknown' : 'missing' });
  const fault = faultOf(state, token);
  if (fault !== undefined) throw refuse('registration_token', { fault });
  return put(state, 'registrationTokens', { ...token, counter: (token.counter ?? 0) + 1 });
}

function faultOf(
  { now }: HubState,
  { disabled, expires, limit, counter }: RegistrationToken,
): RegistrationTokenFault | undefined {
  if (disabled) return 'disabled';
  if (expires !== null && expires < now) return 'expired';
  return limit !== null && limit <= (counter ?? 0) ? 'used_up' : undefined;
}
