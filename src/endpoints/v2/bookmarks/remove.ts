import { options } from '../../../core/options.ts';
import { defineRestEndpoint } from '../../../core/rest.ts';
import { bookmarkChange } from '../../../core/support/bookmarks.ts';

/** Stands for bookmarks, of which hubs keep none here. [next/pages/api/v2/bookmarks/remove.ts] */
export const endpoint = defineRestEndpoint({
  name: 'v2/bookmarks/remove',
  request: options({}),
  renders: 'text',
  credentials: 'unread',
  handle: (state, _request, { body }) => ({ state, answer: bookmarkChange(body) }),
});
