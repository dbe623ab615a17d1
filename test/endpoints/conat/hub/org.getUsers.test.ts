import { expect, test } from 'vitest';
import { NOW } from '../../../hub.ts';
import { HEAD, NOT_ALLOWED, PUPIL, testSchool } from '../../../organizations.ts';

test('lists who is in an organization, who joined last at the end', async () => {
  const { as, hubAs } = testSchool();
  const head = { first_name: 'Helen', last_name: null, account_id: HEAD, email_address: 'head@example.com' };
  const pupil = { first_name: null, last_name: 'Pupil', account_id: PUPIL, email_address: 'pupil@example.com' };
  const users = () => hubAs('head')('org.getUsers', { name: 'school' });

  expect(await users()).toEqual([
    { ...head, last_active: null },
    { ...pupil, last_active: null },
  ]);
  await hubAs('admin')('org.addUser', { name: 'school', user: HEAD });
  await as('pupil')('create_project');

  expect(await users()).toEqual([
    { ...pupil, last_active: NOW },
    { ...head, last_active: null },
  ]);
});

test('finds nobody in an organization that is not there, for a site admin', async () => {
  const { hubAs } = testSchool();

  expect(await hubAs('admin')('org.getUsers', { name: 'none' })).toEqual([]);
  expect(await hubAs('admin')('org.getUsers', {})).toEqual([]);
});

test('refuses everybody else', async () => {
  const { hubAs } = testSchool();

  expect(await hubAs('pupil')('org.getUsers', { name: 'school' })).toEqual(NOT_ALLOWED);
});
