import { savePath } from '../../../core/files/public-path-lists.ts';
import { options, required } from '../../../core/options.ts';
import { defineRestEndpoint } from '../../../core/rest.ts';
import { signedInFirst } from '../../../core/signed-in.ts';

/** Notes that a shared path was published anew. [next/pages/api/v2/public-paths/save.ts] */
export const endpoint = defineRestEndpoint({
  name: 'v2/public-paths/save',
  request: options({ id: required }),
  renders: 'text',
  authorize: [signedInFirst('to_save_path')],
  handle: (state, { id }, { account_id }) => ({ state: savePath(state, id, account_id), answer: {} }),
});
