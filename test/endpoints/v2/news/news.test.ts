import { expect, test } from 'vitest';
import { NOW, testHub } from '../../../hub.ts';

const SECONDS = Math.round(Date.parse(NOW) / 1000);
const text = 't';

function newsroom() {
  const { restAs, clock, hub } = testHub();
  const edit = (news: object) => restAs('admin')('news/edit', news);
  const titles = async () => ((await restAs('owner')('news/list')) as { title: string }[]).map(({ title }) => title);
  return { edit, titles, clock, hub, restAs };
}

test('lists what has a channel, is not to come, not over, no event and not hidden, the newest first', async () => {
  const { edit, titles, clock } = newsroom();
  await edit({ title: 'old', text, channel: 'about', date: SECONDS - 60 });
  await edit({ title: 'now', text, channel: 'feature' });
  await edit({ title: 'event', text, channel: 'event' });
  await edit({ title: 'no channel', text });
  await edit({ title: 'to come', text, channel: 'platform', date: SECONDS + 60 });
  await edit({ title: 'ending', text, channel: 'platform', date: SECONDS - 120, until: SECONDS + 30 });
  await edit({ title: 'new ones are not hidden', text, channel: 'platform', date: SECONDS - 180, hide: true });

  expect(await titles()).toEqual(['now', 'old', 'ending', 'new ones are not hidden']);
  clock.advance({ minutes: 2 });
  expect(await titles()).toEqual(['to come', 'now', 'old', 'new ones are not hidden']);
  expect(await edit({ id: 2, title: 'now', text, channel: 'feature', hide: true })).toEqual({ id: 2, success: true });
  expect(await titles()).toEqual(['to come', 'old', 'new ones are not hidden']);
});

test('an edit replaces all that there was', async () => {
  const { edit, restAs } = newsroom();
  const sent = {
    title: 'a',
    text,
    channel: 'about',
    url: 'https://example.com',
    date: 1_600_000_000,
    until: 4_000_000_000,
  };
  expect(await edit(sent)).toEqual({ id: 1, success: true });
  expect(await restAs('owner')('news/list')).toEqual([{ id: 1, ...sent }]);

  await edit({ id: 1, title: 5, text: 'new', channel: 'nosuch' });
  expect(await restAs('owner')('news/list')).toEqual([
    { id: 1, channel: 'nosuch', title: '5', text: 'new', url: null, date: SECONDS, until: null },
  ]);
});

test('user queries tell no news without a channel', async () => {
  const { edit, restAs } = newsroom();
  await edit({ title: 'none', text });
  await edit({ title: 'one', text, channel: 'about' });

  const query = { news: [{ id: null, title: null }] };
  expect(await restAs('owner')('user-query', { query })).toEqual({ query: { news: [{ id: 2, title: 'one' }] } });
});

test.each([
  [{ date: 'x' }, 'invalid input syntax for type timestamp: "0NaN-NaN-NaNTNaN:NaN:NaN.NaN+NaN:NaN"'],
  [{ until: 'x' }, 'invalid input syntax for type timestamp: "0NaN-NaN-NaNTNaN:NaN:NaN.NaN+NaN:NaN"'],
  [{ id: 'x' }, 'invalid input syntax for type integer: "x"'],
])('refuses %j', async (wrong, error) => {
  const { edit, titles } = newsroom();

  expect(await edit({ title: 'a', text, channel: 'about', ...wrong })).toEqual({ error });
  expect(await titles()).toEqual([]);
});
