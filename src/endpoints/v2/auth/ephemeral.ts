import { isTokenRequired, registrationTokenIssue } from '../../../core/accounts/registration-tokens.ts';
import { refuse } from '../../../core/errors.ts';
import { options, required } from '../../../core/options.ts';
import { defineRestEndpoint } from '../../../core/rest.ts';
import { asText } from '../../../core/values.ts';

/** Makes an account that lasts as long as its registration token says. [next/pages/api/v2/auth/ephemeral.ts] */
export const endpoint = defineRestEndpoint({
  name: 'v2/auth/ephemeral',
  request: options({ registrationToken: required }),
  renders: 'message',
  credentials: 'unread',
  handle(state, { registrationToken }) {
    if (!registrationToken) throw refuse('registration_token_needed');
    const token = asText(registrationToken);
    const issue = registrationTokenIssue(state, token);
    if (issue !== undefined) throw refuse('registration_token_issue', { issue });
    if (!isTokenRequired(state)) throw refuse('token_not_ephemeral');
    const what = 'accounts that last for a while';
    throw refuse('unsimulated', { what, why: 'registration tokens have no such duration here' });
  },
});
