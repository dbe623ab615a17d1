import { sqlUuid } from '../../core/database/database.ts';
import { defineEndpoint } from '../../core/endpoint.ts';
import { optional, options, required } from '../../core/options.ts';
import { update } from '../../core/state.ts';

/**
 * Marks an account as deleted, whoever asks, and frees its e-mail address; nobody is deleted as well.
 * Its key, password, names and projects stay. [smc-hub/postgres-server-queries.coffee mark_account_deleted]
 */
export const endpoint = defineEndpoint({
  name: 'v1/delete_account',
  withdrawn: true,
  request: options({ id: optional, account_id: required }),
  refused: (error) => ({ event: 'account_deleted', error }),

  handle(state, { account_id }) {
    const deleted = update(state, 'accounts', sqlUuid(account_id), (account) => ({
      ...account,
      deleted: true,
      email_address: null,
      email_address_before_delete: account.email_address,
      passports: null,
    }));
    return { state: deleted, answer: { event: 'account_deleted' } };
  },
});
