import { expect, test } from 'vitest';
import { OTHER, OWNER, UNKNOWN } from '../../../hub.ts';
import { HEAD, PUPIL, testSchool } from '../../../organizations.ts';

test('makes a member, or somebody of no organization, an admin and a member, once', async () => {
  const { hub, hubAs } = testSchool();

  for (const user of [PUPIL, 'owner@example.com', OWNER]) {
    expect(await hubAs('admin')('org.addAdmin', { name: 'school', user })).toBeNull();
  }

  const { admin_account_ids } = (await hubAs('head')('org.get', { name: 'school' })) as Record<string, unknown>;
  expect(admin_account_ids).toEqual([OWNER, HEAD, PUPIL]);
  expect(hub.state.accounts.get(OWNER)?.columns.org).toBe('school');
});

test('makes somebody a member of an organization that is not there', async () => {
  const { hub, hubAs } = testSchool();

  expect(await hubAs('admin')('org.addAdmin', { name: 'none', user: OTHER })).toBeNull();

  expect(hub.state.accounts.get(OTHER)?.columns.org).toBe('none');
  expect(hub.state.organizations.size).toBe(2);
});

test('looks at who it is before it looks at who asks', async () => {
  const { hubAs } = testSchool();
  const other = { error: `Error: User '${PUPIL}' is already member of another organization` };
  const answer = (name: string, user: string, organization = 'school') =>
    hubAs(name)('org.addAdmin', { name: organization, user });

  expect(await answer('owner', UNKNOWN)).toEqual({ error: `Error: no such account '${UNKNOWN}'` });
  expect(await answer('owner', PUPIL, 'club')).toEqual(other);
  expect(await answer('admin', PUPIL, 'club')).toEqual(other);
  expect(await answer('head', PUPIL)).toEqual({
    error: 'Error: only site admins can make a user an organization admin right now',
  });
  expect(await hubAs('admin')('org.addAdmin', { name: 'school' })).toEqual({
    error: "Error: no such account 'undefined'",
  });
});
