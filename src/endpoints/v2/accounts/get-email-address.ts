import { isAdmin, isInGroup } from '../../../core/accounts/accounts.ts';
import { cached } from '../../../core/caches/caches.ts';
import { sqlUuid } from '../../../core/database/database.ts';
import { refuse } from '../../../core/errors.ts';
import { options, required } from '../../../core/options.ts';
import { defineRestEndpoint } from '../../../core/rest.ts';

/** Tells an admin or a partner the address of an account. [next/pages/api/v2/accounts/get-email-address.ts] */
export const endpoint = defineRestEndpoint({
  name: 'v2/accounts/get-email-address',
  request: options({ account_id: required }),
  renders: 'message',
  credentials: 'unguarded',
  handle(state, { account_id: asked }, { account_id }) {
    if (!asked) return { state, answer: {} };
    if (!isAdmin(state, account_id) && !isInGroup(state, account_id, 'partner')) throw refuse('address_by_other');
    const id = sqlUuid(asked);
    const found = cached(state, 'address_cache', id, () => {
      const account = state.accounts.get(id);
      return account && { email_address: account.email_address };
    });
    return { state, answer: found ?? {} };
  },
});
