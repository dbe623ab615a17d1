import { isAdmin } from '../../../core/accounts/accounts.ts';
import { withoutBan } from '../../../core/accounts/bans.ts';
import { sqlUuid } from '../../../core/database/database.ts';
import { refuse } from '../../../core/errors.ts';
import { options, required } from '../../../core/options.ts';
import { defineRestEndpoint } from '../../../core/rest.ts';
import { signedInFirst } from '../../../core/signed-in.ts';

/** Lets an account that was kept out in again. [next/pages/api/v2/accounts/remove-ban.ts; server/accounts/ban.ts] */
export const endpoint = defineRestEndpoint({
  name: 'v2/accounts/remove-ban',
  request: options({ account_id: required }),
  renders: 'text',
  authorize: [signedInFirst()],
  handle(state, { account_id: asked }, { account_id }) {
    if (!isAdmin(state, account_id)) throw refuse('ban_by_other');
    return { state: asked == null ? state : withoutBan(state, sqlUuid(asked)), answer: { status: 'success' } };
  },
});
