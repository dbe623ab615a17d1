import { expect, test } from 'vitest';
import { HEAD, testSchool } from '../../../organizations.ts';

test('lists all organizations for a site admin, the one changed last at the end', async () => {
  const { hubAs } = testSchool();
  const school = { name: 'school', title: null, admin_account_ids: [HEAD] };

  expect(await hubAs('admin')('org.getAll', {})).toEqual([
    school,
    { name: 'club', title: null, admin_account_ids: null },
  ]);
  await hubAs('admin')('org.set', { name: 'school', title: 'School' });

  expect(await hubAs('admin')('org.getAll')).toEqual([
    { name: 'club', title: null, admin_account_ids: null },
    { ...school, title: 'School' },
  ]);
});

test('refuses everybody else, admins of organizations too', async () => {
  const { hubAs } = testSchool();

  for (const name of ['owner', 'head']) {
    expect(await hubAs(name)('org.getAll', {})).toEqual({ error: 'Error: must be a site admin' });
  }
});
