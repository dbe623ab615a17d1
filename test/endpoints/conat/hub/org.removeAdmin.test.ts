import { expect, test } from 'vitest';
import { UNKNOWN } from '../../../hub.ts';
import { HEAD, NOT_ALLOWED, testSchool } from '../../../organizations.ts';

test('makes an admin a mere member, even the last one and the caller itself', async () => {
  const { hub, hubAs } = testSchool();

  expect(await hubAs('head')('org.removeAdmin', { name: 'school', user: 'head@example.com' })).toBeNull();
  expect(await hubAs('head')('org.removeAdmin', { name: 'school', user: HEAD })).toEqual(NOT_ALLOWED);
  expect(await hubAs('admin')('org.removeAdmin', { name: 'school', user: HEAD })).toBeNull();
  expect(await hubAs('admin')('org.removeAdmin', { name: 'club', user: HEAD })).toBeNull();

  expect([...hub.state.organizations.values()].map(({ admin_account_ids }) => admin_account_ids)).toEqual([[], null]);
  expect(hub.state.accounts.get(HEAD)?.columns.org).toBe('school');
});

test('refuses strangers first, then who is not there', async () => {
  const { hubAs } = testSchool();

  expect(await hubAs('pupil')('org.removeAdmin', { name: 'school', user: UNKNOWN })).toEqual(NOT_ALLOWED);
  expect(await hubAs('head')('org.removeAdmin', { name: 'school', user: UNKNOWN })).toEqual({
    error: `Error: cannot find user '${UNKNOWN}'`,
  });
});
