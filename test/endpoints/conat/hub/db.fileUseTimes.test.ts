import { expect, test } from 'vitest';
import { noteFileAccess } from '../../../../src/core/query/file-access.ts';
import { changed } from '../../../../src/core/state.ts';
import { NOW, OTHER, OWNER, PROJECT, testHub, UNKNOWN } from '../../../hub.ts';

const FILE = { project_id: PROJECT, path: 'a.txt' };
const now = Date.parse(NOW);

/** A hub on which the owner has used a file twice, a minute apart. */
function used() {
  const world = testHub({ project: { users: { owner: 'owner', other: 'collaborator' } } });
  for (const later of [0, 60_000]) {
    world.hub.update((state) => noteFileAccess(changed(state, { now: now + later }), { ...FILE, account_id: OWNER }));
  }
  return world;
}

test('tells when the caller used a file, the latest use first', async () => {
  expect(await used().hubAs('owner')('db.fileUseTimes', FILE)).toEqual({
    target_account_id: OWNER,
    access_times: [now + 60_000, now],
  });
});

test('tells when others used it', async () => {
  const { hubAs } = used();

  expect(await hubAs('other')('db.fileUseTimes', { ...FILE, target_account_id: OWNER, limit: 1 })).toEqual({
    target_account_id: OWNER,
    access_times: [now + 60_000],
  });
  expect(await hubAs('other')('db.fileUseTimes', FILE)).toEqual({ target_account_id: OTHER, access_times: [] });
});

test('tells only of what is asked for, and knows of no edits', async () => {
  const { hubAs } = used();

  expect(await hubAs('owner')('db.fileUseTimes', { ...FILE, access_times: false, edit_times: true })).toEqual({
    target_account_id: OWNER,
    edit_times: [],
  });
  expect(await hubAs('owner')('db.fileUseTimes', { project_id: PROJECT })).toMatchObject({ access_times: [] });
});

test.each([
  ['other', {}, 'Error: user does not have read access to the given project'],
  ['admin', {}, 'Error: user does not have read access to the given project'],
  ['owner', { project_id: UNKNOWN }, 'Error: user does not have read access to the given project'],
  ['owner', { project_id: 'abc' }, "Error: invalid account_id or project_id -- all must be valid uuid's"],
  ['owner', { target_account_id: 'abc' }, 'error: invalid input syntax for type uuid: "abc"'],
  ['owner', { limit: 'x' }, 'error: invalid input syntax for type bigint: "x"'],
  ['owner', { limit: -1 }, 'error: LIMIT must not be negative'],
])('refuses %s %j', async (name, changes, error) => {
  const { hubAs } = testHub();

  expect(await hubAs(name)('db.fileUseTimes', { ...FILE, ...changes })).toEqual({ error });
});
