import { listedPaths } from '../../../core/files/public-path-lists.ts';
import { options } from '../../../core/options.ts';
import { isSettingOn } from '../../../core/query/site-settings.ts';
import { defineRestEndpoint } from '../../../core/rest.ts';

/** Lists what projects share, at a site that shows that; by default none does. [next/pages/api/v2/public-paths/listing-cached.ts] */
export const endpoint = defineRestEndpoint({
  name: 'v2/public-paths/listing-cached',
  request: options({}),
  renders: 'text',
  handle: (state, _request, { account_id }) => ({
    state,
    answer: isSettingOn(state, 'share_server') ? listedPaths(state, account_id !== '') : null,
  }),
});
