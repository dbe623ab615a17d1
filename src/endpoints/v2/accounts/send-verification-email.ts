import { askedToVerify } from '../../../core/accounts/account-mails.ts';
import { optional, options } from '../../../core/options.ts';
import { defineRestEndpoint } from '../../../core/rest.ts';
import { signedInFirst } from '../../../core/signed-in.ts';

/** Sends the caller a mail to verify the address by. [server/accounts/send-email-verification.ts] */
export const endpoint = defineRestEndpoint({
  name: 'v2/accounts/send-verification-email',
  request: options({ email_address: optional }),
  renders: 'message',
  credentials: 'unguarded',
  authorize: [signedInFirst()],
  handle: (state, _request, { account_id }) => ({
    state: askedToVerify(state, account_id),
    answer: { status: 'success' },
  }),
});
