import { firstOf, type HubFunction } from '../../../core/functions.ts';
import { issueToken } from '../../../core/organizations/calls.ts';

/** Gives out a token that signs in as somebody of an organization. [server/conat/api/org.ts] */
export const endpoint: HubFunction = {
  name: 'conat/hub/org.createToken',
  account: 'first',
  handle(state, args, { account_id }) {
    const { user, expire } = firstOf(args);
    const { state: issued, token } = issueToken(state, { user, expire }, account_id);
    // A site without a name has links without a host.
    const host = state.site.dns === '' ? '' : `//${state.site.dns}`;
    return { state: issued, answer: { token, url: `https:${host}/auth/impersonate?auth_token=${token}` } };
  },
};
