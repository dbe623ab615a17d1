import { options } from '../../../core/options.ts';
import { defineRestEndpoint } from '../../../core/rest.ts';
import { newsNow } from '../../../core/support/news.ts';

/** Tells everybody what is news. [next/pages/api/v2/news/list.ts] */
export const endpoint = defineRestEndpoint({
  name: 'v2/news/list',
  request: options({}),
  renders: 'text',
  credentials: 'unread',
  handle: (state) => ({ state, answer: newsNow(state), reply: { cacheControl: 'public, max-age=3600' } }),
});
