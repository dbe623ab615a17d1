/** Asking callers of API v2 to sign in. */
import type { Gate } from './endpoint.ts';
import { refuse } from './errors.ts';
import type { SignInWords } from './refusals/rest.ts';

/** Lets those pass who are signed in. */
export function signedInFirst(words: SignInWords = 'plainly'): Gate<never> {
  return (state, _request, { account_id }) => {
    if (account_id === '') throw refuse('sign_in_first', { words });
    return state;
  };
}
