import { optional, options } from '../../../core/options.ts';
import { filesNamed } from '../../../core/query/used-files.ts';
import { defineRestEndpoint } from '../../../core/rest.ts';
import { signedInFirst } from '../../../core/signed-in.ts';

/** Finds files that the caller used, by their names. [server/projects/filename-search.ts] */
export const endpoint = defineRestEndpoint({
  name: 'v2/projects/filename-search',
  request: options({ search: optional }),
  renders: 'text',
  authorize: [signedInFirst()],
  handle: (state, { search }, { account_id }) => ({ state, answer: filesNamed(state, account_id, search) }),
});
