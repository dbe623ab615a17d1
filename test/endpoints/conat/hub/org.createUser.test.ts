import { expect, test } from 'vitest';
import { isPasswordCorrect } from '../../../../src/core/accounts/passwords.ts';
import { PROJECT } from '../../../hub.ts';
import { NOT_ALLOWED, testSchool } from '../../../organizations.ts';

const olga = { name: 'school', email: 'Olga@example.com', firstName: 'Olga', lastName: 'Orlov', password: 'secret-1' };

test('makes an account in the organization, with its address as it is given', async () => {
  const { as, hub, hubAs } = testSchool();

  const account_id = (await hubAs('head')('org.createUser', olga)) as string;

  const account = hub.state.accounts.get(account_id);
  expect(account).toMatchObject({ first_name: 'Olga', last_name: 'Orlov', email_address: 'Olga@example.com' });
  expect(account?.columns.org).toBe('school');
  expect(isPasswordCorrect('secret-1', account?.password_hash ?? null)).toBe(true);
  expect(await as('owner')('get_usernames', { account_ids: [account_id] })).toMatchObject({
    usernames: { [account_id]: { first_name: 'Olga', last_name: 'Orlov' } },
  });
});

test('does not need anything, and makes a password up', async () => {
  const { hub, hubAs } = testSchool();

  const account_id = (await hubAs('admin')('org.createUser', { name: 'none' })) as string;
  await hubAs('admin')('org.createUser', { name: 'none', email: '', password: '' });

  const account = hub.state.accounts.get(account_id);
  expect(account).toMatchObject({ first_name: null, last_name: null, email_address: null });
  expect(account?.columns.org).toBe('none');
  expect(account?.password_hash).not.toBeNull();
});

test('gives the account a first project, unless it was invited to another', async () => {
  const { as, hub, hubAs } = testSchool();
  const invitation = { project_id: PROJECT, to: 'invited@example.com', email: 'Come', title: '', link2proj: '' };
  await as('owner')('invite_noncloud_collaborators', invitation);
  const titlesOf = (account_id: string) =>
    hub.state.projects.keysBy('user', account_id).map((project_id) => hub.state.projects.get(project_id)?.title);

  const first = (await hubAs('head')('org.createUser', olga)) as string;
  const second = (await hubAs('head')('org.createUser', { ...olga, email: 'invited@example.com' })) as string;

  expect(titlesOf(first)).toEqual(['My First Project']);
  expect(titlesOf(second)).toEqual(['Project']);
});

test('refuses an address that somebody has, and texts that are too long', async () => {
  const { hubAs } = testSchool();
  const create = (given: object) => hubAs('head')('org.createUser', { ...olga, ...given });

  expect(await create({ email: 'owner@example.com' })).toEqual({
    error: 'error: duplicate key value violates unique constraint "accounts_email_address_key"',
  });
  expect(await create({ firstName: 'x'.repeat(255) })).toEqual({
    error: 'error: value too long for type character varying(254)',
  });
  expect(await create({ firstName: 'x'.repeat(254) })).toEqual(expect.stringMatching(/^[0-9a-f-]{36}$/));
});

test('refuses strangers', async () => {
  const { hubAs } = testSchool();

  expect(await hubAs('pupil')('org.createUser', olga)).toEqual(NOT_ALLOWED);
});

test('does not pretend to know what becomes of a password that is no text', async () => {
  const { hub } = testSchool();
  const call = { name: 'org.createUser', args: [{ ...olga, password: 1 }] };

  expect(await hub.call('conat/hub', call, { key: 'sk_head' })).toMatchObject({ kind: 'unsimulated' });
});
