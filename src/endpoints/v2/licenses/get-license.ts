import { optional, options } from '../../../core/options.ts';
import { licenseAsked } from '../../../core/projects/license-views.ts';
import { defineRestEndpoint } from '../../../core/rest.ts';

/** Tells of a licence. [server/licenses/get-license.ts] */
export const endpoint = defineRestEndpoint({
  name: 'v2/licenses/get-license',
  request: options({ license_id: optional, subscription_id: optional }),
  renders: 'message',
  handle(state, { license_id = null, subscription_id = null }, { account_id }) {
    return { state, answer: licenseAsked(state, { license_id, subscription_id }, account_id) };
  },
});
