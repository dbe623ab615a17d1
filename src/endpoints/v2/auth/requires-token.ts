import { isTokenRequired } from '../../../core/accounts/registration-tokens.ts';
import { options } from '../../../core/options.ts';
import { defineRestEndpoint } from '../../../core/rest.ts';

/** Tells whether nobody signs up without a token. [next/pages/api/v2/auth/requires-token.ts] */
export const endpoint = defineRestEndpoint({
  name: 'v2/auth/requires-token',
  request: options({}),
  renders: 'message',
  credentials: 'unread',
  handle: (state) => ({ state, answer: isTokenRequired(state) }),
});
