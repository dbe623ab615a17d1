import { optional, options } from '../../core/options.ts';
import { recentFiles } from '../../core/query/used-files.ts';
import { defineRestEndpoint } from '../../core/rest.ts';

/** Lists the files that the caller used of late. [next/pages/api/v2/file-access.ts] */
export const endpoint = defineRestEndpoint({
  name: 'v2/file-access',
  request: options({ interval: optional }),
  renders: 'text',
  credentials: 'unguarded',
  handle(state, { interval }, { account_id }) {
    const files = account_id === '' ? [] : recentFiles(state, account_id, interval);
    return { state, answer: { files } };
  },
});
