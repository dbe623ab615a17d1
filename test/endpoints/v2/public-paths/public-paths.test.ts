import { expect, test } from 'vitest';
import { publicPathId } from '../../../../src/core/files/public-paths.ts';
import { PROJECT, testHub } from '../../../hub.ts';

const id = publicPathId(PROJECT, 'notes');
const project = { public_paths: [{ path: 'notes' }] };

test('a path is starred once by each account, and unstarred as often as one likes', async () => {
  const { restAs } = testHub({ project });
  const star = (as: string) => restAs(as)('public-paths/star', { id });
  const unstar = (as: string) => restAs(as)('public-paths/unstar', { id });
  const twice = { error: 'duplicate key value violates unique constraint "public_path_stars_pkey"' };

  expect([await star('owner'), await star('owner'), await star('other')]).toEqual([{}, twice, {}]);
  expect([await unstar('owner'), await unstar('owner'), await star('owner')]).toEqual([{}, {}, {}]);
});

test.each([
  ['star', 5, 'invalid public path id 5'],
  ['unstar', 'x', 'invalid public path id x'],
  ['save', 'x', 'no public path with id=x'],
  ['star', '', 'must specify id of public path'],
  ['save', 0, 'must specify id of public path'],
])('%s of %j is refused', async (verb, sent, error) => {
  const { restAs } = testHub({ project });

  expect(await restAs('owner')(`public-paths/${verb}`, { id: sent })).toEqual({ error });
});

test('a path that is saved was edited now', async () => {
  const { restAs, clock } = testHub({ project });
  clock.advance({ hours: 1 });
  expect(await restAs('owner')('public-paths/save', { id })).toEqual({});

  const query = { public_paths: [{ project_id: PROJECT, path: null, last_edited: null }] };
  expect(await restAs('owner')('user-query', { query })).toEqual({
    query: { public_paths: [{ project_id: PROJECT, path: 'notes', last_edited: '2020-09-17T04:08:33.230Z' }] },
  });
});

test('a site that lists what is shared does so with the stars, the latest first', async () => {
  const { restAs, hub, clock } = testHub({
    project: {
      public_paths: [
        { path: 'notes' },
        { path: 'later' },
        { path: 'off', disabled: true },
        { path: 'unlisted', unlisted: true },
      ],
    },
  });
  for (const path of ['notes', 'later']) {
    clock.advance({ seconds: 1 });
    await restAs('owner')('public-paths/save', { id: publicPathId(PROJECT, path) });
  }
  await restAs('other')('public-paths/star', { id });
  expect(await restAs('owner')('public-paths/listing-cached')).toBe(null);

  const query = { server_settings: { name: 'share_server', value: 'yes' } };
  expect(await restAs('admin')('user-query', { query })).toEqual({ query: {} });
  expect((await hub.call('v2/public-paths/listing-cached', {})).body).toMatchObject([
    { path: 'later', stars: 0 },
    { id, path: 'notes', stars: 1, url: null, counter: null, last_edited: Date.parse('2020-09-17T03:08:34.230Z') },
  ]);
});
