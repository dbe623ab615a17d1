import { expect, test } from 'vitest';
import { OTHER, OWNER, testHub, UNKNOWN } from '../../hub.ts';

test('deletes an account, whoever asks', async () => {
  const { as, hub } = testHub();

  expect(await as('owner')('delete_account', { id: 1, account_id: OTHER })).toEqual({
    event: 'account_deleted',
    id: 1,
  });

  expect(hub.state.accounts.get(OTHER)).toMatchObject({
    deleted: true,
    email_address: null,
    email_address_before_delete: 'other@example.com',
    passports: null,
  });
});

test('frees the e-mail address for another account', async () => {
  const { as } = testHub();
  const taken = { new_email_address: 'other@example.com', password: 'owner-password', account_id: OWNER };

  expect(await as('owner')('change_email_address', taken)).toMatchObject({ error: 'email_already_taken' });
  await as('owner')('delete_account', { account_id: OTHER });

  expect(await as('owner')('change_email_address', taken)).toMatchObject({ error: false });
});

test('leaves the key, the password and the name as they were, and ends the search by name', async () => {
  const { as } = testHub();

  await as('owner')('delete_account', { account_id: OTHER });

  expect(await as('other')('user_auth', { account_id: OTHER, password: 'other-password' })).toMatchObject({
    event: 'user_auth_token',
  });
  expect(await as('owner')('get_usernames', { account_ids: [OTHER] })).toMatchObject({
    usernames: { [OTHER]: { first_name: 'Other', last_name: 'Person' } },
  });
  expect(await as('owner')('user_search', { query: 'other' })).toMatchObject({ results: [] });
});

test('succeeds for an account that is deleted already, and forgets its address then', async () => {
  const { as, hub } = testHub();

  await as('owner')('delete_account', { account_id: OTHER });

  expect(await as('owner')('delete_account', { id: 2, account_id: OTHER })).toEqual({
    event: 'account_deleted',
    id: 2,
  });
  expect(hub.state.accounts.get(OTHER)).toMatchObject({ deleted: true, email_address_before_delete: null });
});

test('succeeds for an account that never was, and makes none', async () => {
  const { as, hub } = testHub();
  const { accounts } = hub.state;

  expect(await as('owner')('delete_account', { id: 3, account_id: UNKNOWN })).toEqual({
    event: 'account_deleted',
    id: 3,
  });
  expect(hub.state.accounts).toBe(accounts);
});

test('knows an account by every spelling of its id that the database reads', async () => {
  const { as, hub } = testHub();

  await as('owner')('delete_account', { account_id: `{${OTHER.replaceAll('-', '').toUpperCase()}}` });

  expect(hub.state.accounts.get(OTHER)).toMatchObject({ deleted: true });
});

test('fails in the words of the database for what is no id', async () => {
  const { as } = testHub();

  expect(await as('owner')('delete_account', { id: 4, account_id: 'x' })).toEqual({
    event: 'account_deleted',
    id: 4,
    error: 'postgresql Error: invalid input syntax for type uuid: "x"',
  });
});

test('was withdrawn by the time hubs were observed', async () => {
  const { as } = testHub({ profile: 'observed' });

  expect(await as('owner')('delete_account', { account_id: OTHER })).toEqual({
    error: "endpoint 'delete_account' is not part of the HTTP API",
  });
});
