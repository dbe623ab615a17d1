import { starPath } from '../../../core/files/public-path-lists.ts';
import { options, required } from '../../../core/options.ts';
import { defineRestEndpoint } from '../../../core/rest.ts';
import { signedInFirst } from '../../../core/signed-in.ts';

/** Notes that the caller likes a shared path. [next/pages/api/v2/public-paths/star.ts] */
export const endpoint = defineRestEndpoint({
  name: 'v2/public-paths/star',
  request: options({ id: required }),
  renders: 'text',
  authorize: [signedInFirst('to_star')],
  handle: (state, { id }, { account_id }) => ({ state: starPath(state, id, account_id), answer: {} }),
});
