import { isAdmin } from '../../../core/accounts/accounts.ts';
import { withBan } from '../../../core/accounts/bans.ts';
import { sqlUuid } from '../../../core/database/database.ts';
import { refuse } from '../../../core/errors.ts';
import { options, required } from '../../../core/options.ts';
import { defineRestEndpoint } from '../../../core/rest.ts';
import { signedInFirst } from '../../../core/signed-in.ts';

/** Keeps an account out of the site. [next/pages/api/v2/accounts/ban.ts; server/accounts/ban.ts] */
export const endpoint = defineRestEndpoint({
  name: 'v2/accounts/ban',
  request: options({ account_id: required }),
  renders: 'text',
  authorize: [signedInFirst()],
  handle(state, { account_id: asked }, { account_id }) {
    if (!isAdmin(state, account_id)) throw refuse('ban_by_other');
    return { state: asked == null ? state : withBan(state, sqlUuid(asked)), answer: { status: 'success' } };
  },
});
