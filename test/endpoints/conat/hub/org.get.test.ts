import { expect, test } from 'vitest';
import { HEAD, NOT_ALLOWED, testSchool } from '../../../organizations.ts';

test('tells its admins and site admins what an organization says of itself', async () => {
  const { hubAs } = testSchool();
  const school = {
    name: 'school',
    title: null,
    description: null,
    link: null,
    email_address: null,
    admin_account_ids: [HEAD],
  };

  expect(await hubAs('head')('org.get', { name: 'school' })).toEqual(school);
  expect(await hubAs('admin')('org.get', { name: 'school' })).toEqual(school);
});

test('tells only a site admin that there is no such organization', async () => {
  const { hubAs } = testSchool();

  expect(await hubAs('admin')('org.get', { name: 'School' })).toEqual({ error: "Error: no org named 'School'" });
  expect(await hubAs('head')('org.get', { name: 'School' })).toEqual(NOT_ALLOWED);
});

test('refuses its members, and admins of others', async () => {
  const { hubAs } = testSchool();

  expect(await hubAs('pupil')('org.get', { name: 'school' })).toEqual(NOT_ALLOWED);
  expect(await hubAs('head')('org.get', { name: 'club' })).toEqual(NOT_ALLOWED);
});
