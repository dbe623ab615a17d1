import { ownProfile, publicProfile } from '../../../core/accounts/profiles.ts';
import { cached } from '../../../core/caches/caches.ts';
import { sqlUuid } from '../../../core/database/database.ts';
import { optional, options } from '../../../core/options.ts';
import { defineRestEndpoint } from '../../../core/rest.ts';
import { isTruthy } from '../../../core/values.ts';

/** Tells of an account, or of the caller's own. [next/pages/api/v2/accounts/profile.ts] */
export const endpoint = defineRestEndpoint({
  name: 'v2/accounts/profile',
  request: options({ account_id: optional, noCache: optional }),
  renders: 'message',
  handle(state, { account_id: asked, noCache }, { account_id }) {
    if (asked == null && account_id === '') return { state, answer: { profile: {} } };
    const isOwn = asked == null;
    const id = isOwn ? account_id : sqlUuid(asked);
    const find = () => (isOwn ? ownProfile : publicProfile)(state, id);
    const profile = isTruthy(noCache) ? find() : cached(state, isOwn ? 'own_profile_cache' : 'profile_cache', id, find);
    return { state, answer: { profile: profile ?? null } };
  },
});
