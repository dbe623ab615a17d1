import { options } from '../../../core/options.ts';
import { defineRestEndpoint } from '../../../core/rest.ts';
import { bookmarkList } from '../../../core/support/bookmarks.ts';

/** Stands for bookmarks, of which hubs keep none here. [next/pages/api/v2/bookmarks/get.ts] */
export const endpoint = defineRestEndpoint({
  name: 'v2/bookmarks/get',
  request: options({}),
  renders: 'text',
  credentials: 'unread',
  handle: (state, _request, { body }) => ({ state, answer: bookmarkList(body) }),
});
