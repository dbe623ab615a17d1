import { accountMeant } from '../../../core/accounts/account-meant.ts';
import { refuse } from '../../../core/errors.ts';
import { optional, options } from '../../../core/options.ts';
import { listedProjects } from '../../../core/projects/rest-lists.ts';
import { defineRestEndpoint } from '../../../core/rest.ts';
import { signedInFirst } from '../../../core/signed-in.ts';
import { isUuid } from '../../../core/values.ts';

/** Lists projects of the caller, or of another account. [next/pages/api/v2/projects/get.ts] */
export const endpoint = defineRestEndpoint({
  name: 'v2/projects/get',
  request: options({ limit: optional, account_id: optional }),
  renders: 'message',
  credentials: 'unguarded',
  authorize: [signedInFirst('sentence')],
  handle(state, { limit, account_id: asked }, { account_id }) {
    const whose = accountMeant(state, asked, account_id);
    if (!isUuid(whose)) throw refuse('no_account_to_list');
    return { state, answer: listedProjects(state, whose, limit) };
  },
});
