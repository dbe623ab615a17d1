import { unstarPath } from '../../../core/files/public-path-lists.ts';
import { options, required } from '../../../core/options.ts';
import { defineRestEndpoint } from '../../../core/rest.ts';
import { signedInFirst } from '../../../core/signed-in.ts';

/** Notes that the caller likes a shared path no more. [next/pages/api/v2/public-paths/unstar.ts] */
export const endpoint = defineRestEndpoint({
  name: 'v2/public-paths/unstar',
  request: options({ id: required }),
  renders: 'text',
  authorize: [signedInFirst('to_unstar')],
  handle: (state, { id }, { account_id }) => ({ state: unstarPath(state, id, account_id), answer: {} }),
});
