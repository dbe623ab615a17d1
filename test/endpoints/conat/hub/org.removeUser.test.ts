import { expect, test } from 'vitest';
import { OWNER, UNKNOWN } from '../../../hub.ts';
import { HEAD, NOT_ALLOWED, PUPIL, testSchool } from '../../../organizations.ts';

test('takes somebody out of whatever organization it is in', async () => {
  const { hub, hubAs } = testSchool();
  await hubAs('admin')('org.addUser', { name: 'club', user: OWNER });

  for (const user of [PUPIL, PUPIL, 'owner@example.com']) {
    expect(await hubAs('head')('org.removeUser', { name: 'school', user })).toBeNull();
  }

  expect([PUPIL, OWNER].map((account_id) => hub.state.accounts.get(account_id)?.columns.org)).toEqual([null, null]);
  expect(hub.state.accounts.hasBy('organization', 'club')).toBe(false);
});

test('keeps an admin of that organization, not of another', async () => {
  const { hubAs } = testSchool();

  expect(await hubAs('head')('org.removeUser', { name: 'school', user: HEAD })).toEqual({
    error: 'Error: admin cannot be removed from org; first remove them from being an admin',
  });
  expect(await hubAs('admin')('org.removeUser', { name: 'club', user: HEAD })).toBeNull();
});

test('refuses strangers first, then who is not there', async () => {
  const { hubAs } = testSchool();

  expect(await hubAs('pupil')('org.removeUser', { name: 'school', user: UNKNOWN })).toEqual(NOT_ALLOWED);
  expect(await hubAs('head')('org.removeUser', { name: 'school', user: UNKNOWN })).toEqual({
    error: `Error: cannot find user '${UNKNOWN}'`,
  });
});
