import { withoutPassportNamed } from '../../../core/accounts/passports.ts';
import { refuse } from '../../../core/errors.ts';
import { options, required } from '../../../core/options.ts';
import { defineRestEndpoint } from '../../../core/rest.ts';
import { signedInFirst } from '../../../core/signed-in.ts';

/** Takes away a way to sign in by another site. [server/auth/sso/unlink-strategy.ts] */
export const endpoint = defineRestEndpoint({
  name: 'v2/auth/unlink-strategy',
  request: options({ name: required }),
  renders: 'message',
  authorize: [signedInFirst()],
  handle(state, { name }, { account_id }) {
    if (typeof name !== 'string' || name === '') throw refuse('no_strategy_named');
    return { state: withoutPassportNamed(state, account_id, name), answer: { status: 'ok' } };
  },
});
