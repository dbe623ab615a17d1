import { optional, options } from '../../../core/options.ts';
import { managedLicenses } from '../../../core/projects/license-views.ts';
import { defineRestEndpoint } from '../../../core/rest.ts';

/** Lists the licences that the caller manages. [server/licenses/get-managed.ts] */
export const endpoint = defineRestEndpoint({
  name: 'v2/licenses/get-managed',
  request: options({ limit: optional, skip: optional }),
  renders: 'text',
  handle(state, { limit, skip }, { account_id }) {
    return { state, answer: account_id === '' ? [] : managedLicenses(state, { limit, skip }, account_id) };
  },
});
