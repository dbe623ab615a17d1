import { expect, test } from 'vitest';
import { NOT_ALLOWED, testSchool } from '../../../organizations.ts';

test('sets what is given and leaves the rest', async () => {
  const { hubAs } = testSchool();
  const given = { title: 'School', description: 'A school', link: 'https://a.b', email_address: 'a@b.c' };

  expect(await hubAs('head')('org.set', { name: 'school', ...given })).toBeNull();
  expect(await hubAs('head')('org.set', { name: 'school', title: '', link: null })).toBeNull();

  expect(await hubAs('head')('org.get', { name: 'school' })).toMatchObject({ ...given, title: '' });
});

test('has nothing to do where there is no such organization, for a site admin', async () => {
  const { hub, hubAs } = testSchool();
  const before = hub.state.organizations;

  expect(await hubAs('admin')('org.set', { name: 'none', title: 'x' })).toBeNull();

  expect(hub.state.organizations).toBe(before);
});

test('comes to grief over nothing to set', async () => {
  const { hubAs } = testSchool();
  const refused = { error: 'error: syntax error at or near "WHERE"' };

  expect(await hubAs('head')('org.set', { name: 'school' })).toEqual(refused);
  expect(await hubAs('head')('org.set', { name: 'school', title: null, other: 1 })).toEqual(refused);
});

test.each(['title', 'description', 'link', 'email_address'])('takes up to 254 characters of %s', async (field) => {
  const { hubAs } = testSchool();
  const tooLong = { error: 'error: value too long for type character varying(254)' };

  expect(await hubAs('head')('org.set', { name: 'school', [field]: 'x'.repeat(254) })).toBeNull();
  expect(await hubAs('head')('org.set', { name: 'school', [field]: 'x'.repeat(255) })).toEqual(tooLong);
  expect(await hubAs('admin')('org.set', { name: 'none', [field]: 'x'.repeat(255) })).toEqual(tooLong);
});

test('refuses everybody else', async () => {
  const { hubAs } = testSchool();

  for (const name of ['owner', 'pupil']) {
    expect(await hubAs(name)('org.set', { name: 'school', title: 'x' })).toEqual(NOT_ALLOWED);
  }
});
