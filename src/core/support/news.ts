/** What a hub tells everybody of itself, and how site admins write it. [server/news/edit.ts; database/postgres/news.ts] */
import { sqlInteger, textColumn } from '../database/database.ts';
import { idAfter } from '../database/numbered.ts';
import { refuse } from '../errors.ts';
import { type Instant, SECOND } from '../instant.ts';
import type { Json, JsonObject } from '../json.ts';
import { asColumn } from '../query/columns.ts';
import type { Columns } from '../query/store.ts';
import { type HubState, put } from '../state.ts';
import { asNumber, isTruthy } from '../values.ts';

export const newsColumns: Columns = {
  id: 'integer',
  date: 'time',
  title: 'text',
  text: 'text',
  tags: 'texts',
  channel: 'text',
  hide: 'boolean',
  until: 'time',
};

const MOST_NEWS = 100;

/** Whether it is for everybody to see, some day: news without a channel never are. */
export function isForEverybody({ channel = null, hide }: JsonObject): boolean {
  return channel !== null && channel !== 'event' && hide !== true;
}

/** What is news now, the newest first; times in seconds. */
export function newsNow(state: HubState): JsonObject[] {
  const { now } = state;
  return [...state.news.values()]
    .filter(isForEverybody)
    .filter(({ date, until = null }) => asNumber(date) <= now && (until === null || asNumber(until) > now))
    .sort((one, other) => asNumber(other.date) - asNumber(one.date))
    .slice(0, MOST_NEWS)
    .map(({ id, channel, title, text, url = null, date, until = null }) => {
      return { id, channel, title, text, url, date: inSeconds(date), until: inSeconds(until) } as JsonObject;
    });
}

function inSeconds(time: Json | undefined): Json {
  return typeof time === 'number' ? Math.round(time / SECOND) : null;
}

/** A piece of news as it is sent; times in seconds. */
export interface NewsSent {
  readonly id: Json | undefined;
  readonly title: Json | undefined;
  readonly text: Json | undefined;
  readonly url: Json | undefined;
  readonly tags: Json | undefined;
  readonly channel: Json | undefined;
  readonly date: Json | undefined;
  readonly until: Json | undefined;
  readonly hide: Json | undefined;
}

/**
 * Writes a piece of news, or in place of that with the id; what is not sent is not there any more.
 *
 * @throws Refusal `news_without_title`, `news_without_text`, `no_such_news`, or in the database's words.
 */
export function writeNews(state: HubState, sent: NewsSent): { readonly state: HubState; readonly id: number } {
  if (sent.title == null) throw refuse('news_without_title');
  if (sent.text == null) throw refuse('news_without_text');
  for (const name of ['id', 'title', 'text', 'date', 'until'] as const) {
    if (sent[name] != null && !isTruthy(sent[name])) {
      const why = 'whether a hub takes it for one that is not sent is not known';
      throw refuse('unsimulated', { what: `a piece of news with the '${name}' ${JSON.stringify(sent[name])}`, why });
    }
  }
  const edited = sent.id == null ? undefined : idOf(state, sent.id);
  const column = (name: 'url' | 'channel') => (sent[name] == null ? null : textColumn(sent[name]));
  const row = {
    id: edited ?? idAfter(state.news),
    title: textColumn(sent.title),
    text: textColumn(sent.text),
    url: column('url'),
    channel: column('channel'),
    tags: sent.tags == null ? null : asColumn('texts', sent.tags),
    date: sent.date == null ? state.now : timeOf(sent.date),
    until: sent.until == null ? null : timeOf(sent.until),
    // New ones are always shown.
    hide: edited === undefined || sent.hide == null ? null : asColumn('boolean', sent.hide),
  };
  return { state: put(state, 'news', row), id: row.id };
}

function idOf(state: HubState, sent: Json): number {
  const id = sqlInteger(sent);
  if (!state.news.has(String(id))) throw refuse('no_such_news');
  if (typeof sent !== 'number') {
    throw refuse('unsimulated', { what: 'the id of news as a text', why: 'how a hub tells it again is not known' });
  }
  return id;
}

/** What the driver of the database writes for a date that is none. [npm pg dateToString] */
const NO_DATE = '0NaN-NaN-NaNTNaN:NaN:NaN.NaN+NaN:NaN';

function timeOf(sent: Json): Instant {
  const time = new Date(asNumber(sent) * SECOND).getTime();
  if (Number.isNaN(time)) throw refuse('sql_syntax', { type: 'timestamp', text: NO_DATE });
  return time;
}
