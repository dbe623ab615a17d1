import { withoutAccount } from '../../../core/accounts/deletion.ts';
import { refuse } from '../../../core/errors.ts';
import { options } from '../../../core/options.ts';
import { defineRestEndpoint } from '../../../core/rest.ts';

/** Deletes the account of the caller, whose keys go on working. [next/pages/api/v2/accounts/delete.ts; server/accounts/delete.ts] */
export const endpoint = defineRestEndpoint({
  name: 'v2/accounts/delete',
  request: options({}),
  renders: 'message',
  statuses: { not_a_post: 404 },
  handle(state, _request, { account_id, method }) {
    if (method !== 'POST') throw refuse('not_a_post');
    if (account_id === '') throw refuse('sign_in_first', { words: 'plainly' });
    return { state: withoutAccount(state, account_id), answer: { status: 'success' } };
  },
});
