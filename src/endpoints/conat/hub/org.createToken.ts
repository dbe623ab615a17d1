import { defineHubFunction } from '../../../core/functions.ts';
import { optional, options } from '../../../core/options.ts';
import { issueToken } from '../../../core/organizations/calls.ts';

/** Gives out a token that signs in as somebody of an organization. [server/conat/api/org.ts] */
export const endpoint = defineHubFunction({
  name: 'conat/hub/org.createToken',
  account: 'first',
  request: options({ user: optional, expire: optional }),
  handle(state, request, caller) {
    const { state: issued, token } = issueToken(state, request, caller);
    // A site without a name has links without a host.
    const host = state.site.dns === '' ? '' : `//${state.site.dns}`;
    return { state: issued, answer: { token, url: `https:${host}/auth/impersonate?auth_token=${token}` } };
  },
});
