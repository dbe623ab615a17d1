import { isAdmin } from '../../../core/accounts/accounts.ts';
import { refuse } from '../../../core/errors.ts';
import { optional, options, required } from '../../../core/options.ts';
import { defineRestEndpoint } from '../../../core/rest.ts';
import { signedInFirst } from '../../../core/signed-in.ts';
import { writeNews } from '../../../core/support/news.ts';

/** Writes a piece of news, or writes it anew. [next/pages/api/v2/news/edit.ts] */
export const endpoint = defineRestEndpoint({
  name: 'v2/news/edit',
  request: options({
    id: optional,
    title: required,
    text: required,
    url: optional,
    tags: optional,
    channel: optional,
    date: optional,
    until: optional,
    hide: optional,
  }),
  renders: 'text',
  authorize: [
    signedInFirst('to_edit_news'),
    (state, _request, { account_id }) => {
      if (!isAdmin(state, account_id)) throw refuse('news_by_other');
      return state;
    },
  ],
  handle(state, { id, title, text, url, tags, channel, date, until, hide }) {
    const written = writeNews(state, { id, title, text, url, tags, channel, date, until, hide });
    return { state: written.state, answer: { id: written.id, success: true } };
  },
});
