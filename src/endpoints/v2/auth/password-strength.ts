import { LONGEST_PASSWORD, SHORTEST_PASSWORD, whenJudged } from '../../../core/accounts/password-rules.ts';
import { refuse } from '../../../core/errors.ts';
import { options, required } from '../../../core/options.ts';
import { defineRestEndpoint } from '../../../core/rest.ts';

/** Tells how hard a password is to guess. [next/pages/api/v2/auth/password-strength.ts] */
export const endpoint = defineRestEndpoint({
  name: 'v2/auth/password-strength',
  request: options({ password: required }),
  renders: 'message',
  credentials: 'unread',
  statuses: { password_needed: 400, password_below_limit: 400, password_above_limit: 400 },
  handle(state, { password }) {
    if (typeof password !== 'string' || password === '') throw refuse('password_needed');
    if (password.length < SHORTEST_PASSWORD) throw refuse('password_below_limit', { limit: SHORTEST_PASSWORD });
    if (password.length > LONGEST_PASSWORD) throw refuse('password_above_limit', { limit: LONGEST_PASSWORD });
    return whenJudged(state, password, (later, help, score) => ({
      state: later,
      answer: { score, ...(help !== undefined && { help }) },
    }));
  },
});
