import { ownProfile, publicProfile } from '../../../core/accounts/profiles.ts';
import { sqlUuid } from '../../../core/database/database.ts';
import { optional, options } from '../../../core/options.ts';
import { defineRestEndpoint } from '../../../core/rest.ts';

/** Tells of an account, or of the caller's own. [next/pages/api/v2/accounts/profile.ts] */
export const endpoint = defineRestEndpoint({
  name: 'v2/accounts/profile',
  request: options({ account_id: optional, noCache: optional }),
  renders: 'message',
  handle(state, { account_id: asked }, { account_id }) {
    if (asked != null) return { state, answer: { profile: publicProfile(state, sqlUuid(asked)) } };
    return { state, answer: { profile: account_id === '' ? {} : ownProfile(state, account_id) } };
  },
});
