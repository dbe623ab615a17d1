import { expect, test } from 'vitest';
import { OTHER, OWNER } from '../../../hub.ts';
import { PUPIL, testSchool } from '../../../organizations.ts';

test('moves somebody, by id or address, into an organization, be there one or not', async () => {
  const { hub, hubAs } = testSchool();
  const organizationOf = (account_id: string) => hub.state.accounts.get(account_id)?.columns.org;

  expect(await hubAs('admin')('org.addUser', { name: 'club', user: PUPIL })).toBeNull();
  expect(await hubAs('admin')('org.addUser', { name: 'club', user: 'other@example.com' })).toBeNull();
  expect(await hubAs('admin')('org.addUser', { name: 'none', user: OWNER })).toBeNull();

  expect([PUPIL, OTHER, OWNER].map(organizationOf)).toEqual(['club', 'club', 'none']);
});

test('reads ids and addresses letter by letter', async () => {
  const { hubAs } = testSchool();

  for (const user of [OWNER.toUpperCase(), 'Owner@example.com', 'nobody']) {
    expect(await hubAs('admin')('org.addUser', { name: 'school', user })).toEqual({
      error: `Error: cannot find user '${user}'`,
    });
  }
});

test('refuses everybody but site admins', async () => {
  const { hubAs } = testSchool();

  for (const name of ['owner', 'head']) {
    expect(await hubAs(name)('org.addUser', { name: 'school', user: 'nobody' })).toEqual({
      error: 'Error: only site admins can add/move a user to an org right now',
    });
  }
});
