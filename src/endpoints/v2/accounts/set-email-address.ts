import { withEmailAddress } from '../../../core/accounts/address-change.ts';
import { options, required } from '../../../core/options.ts';
import { defineRestEndpoint } from '../../../core/rest.ts';
import { signedInFirst } from '../../../core/signed-in.ts';

/** Gives the account of the caller another address. [server/accounts/set-email-address.ts] */
export const endpoint = defineRestEndpoint({
  name: 'v2/accounts/set-email-address',
  request: options({ email_address: required, password: required }),
  renders: 'message',
  credentials: 'unguarded',
  authorize: [signedInFirst()],
  handle: (state, { email_address, password }, { account_id }) => ({
    state: withEmailAddress(state, { account_id, email_address, password }),
    answer: { status: 'success' },
  }),
});
