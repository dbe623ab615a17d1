import { searchAccounts } from '../../../core/accounts/account-search.ts';
import { options, required } from '../../../core/options.ts';
import { defineRestEndpoint } from '../../../core/rest.ts';

const NOBODY = { account_id: '', limit: undefined, admin: undefined, only_email: undefined };

/** Finds accounts, as for nobody in particular. [next/pages/api/v2/accounts/search.ts] */
export const endpoint = defineRestEndpoint({
  name: 'v2/accounts/search',
  request: options({ query: required }),
  renders: 'message',
  credentials: 'unread',
  handle: (state, { query }) => ({ state, answer: searchAccounts(state, { ...NOBODY, query }) }),
});
