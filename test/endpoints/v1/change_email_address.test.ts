import { expect, test } from 'vitest';
import { NOW, OTHER, OWNER, PROJECT, testHub, UNKNOWN } from '../../hub.ts';

const CHANGE = { id: 1, account_id: OWNER, password: 'owner-password', new_email_address: 'new@example.com' };

function answered(error: string | false) {
  return { event: 'changed_email_address', id: 1, error };
}

test('gives the account another address, in lower case, and sends no mail', async () => {
  const { as, hub } = testHub();

  expect(await as('owner')('change_email_address', { ...CHANGE, new_email_address: 'New@Example.com' })).toEqual(
    answered(false),
  );

  expect(hub.state.accounts.get(OWNER)?.email_address).toBe('new@example.com');
  expect(await as('owner')('user_search', { query: 'new@example.com' })).toMatchObject({
    results: [{ account_id: OWNER }],
  });
  expect(await as('owner')('user_search', { query: 'owner@example.com' })).toMatchObject({ results: [] });
  expect(hub.state.outbox.size).toBe(0);
});

test('frees the old address', async () => {
  const { as } = testHub();

  await as('owner')('change_email_address', CHANGE);

  expect(await as('owner')('create_account', { email_address: 'owner@example.com' })).toMatchObject({
    event: 'account_created',
  });
});

test('ignores the old address that it is told', async () => {
  const { as } = testHub();

  expect(await as('owner')('change_email_address', { ...CHANGE, old_email_address: 'x' })).toEqual(answered(false));
});

test('logs the change, as soon as the password is shown', async () => {
  const { as, hub } = testHub();
  const entry = (new_email_address: string) => ({
    event: 'change_email_address',
    value: { client_ip_address: '127.0.0.1', new_email_address },
    time: Date.parse(NOW),
  });

  await as('owner')('change_email_address', { ...CHANGE, password: 'wrong' });
  await as('owner')('change_email_address', { ...CHANGE, new_email_address: 'other@example.com' });
  await as('owner')('change_email_address', CHANGE);

  expect([...hub.state.log.values()]).toEqual([entry('other@example.com'), entry('new@example.com')]);
});

test('refuses what is no address, before all else', async () => {
  const { as } = testHub();
  const change = { ...CHANGE, account_id: OTHER, password: 'wrong' };

  expect(await as('owner')('change_email_address', { ...change, new_email_address: '' })).toEqual(
    answered('email_invalid'),
  );
  expect(await as('owner')('change_email_address', { ...change, new_email_address: ['a@b'] })).toEqual(
    answered('email_invalid'),
  );
});

test('refuses to change another account, or the own one under another spelling', async () => {
  const { as } = testHub();
  const refused = answered('account_id in mesg is not what user is signed in as');
  const change = { ...CHANGE, password: 'wrong' };

  expect(await as('owner')('change_email_address', { ...change, account_id: OTHER })).toEqual(refused);
  expect(await as('owner')('change_email_address', { ...change, account_id: OWNER.toUpperCase() })).toEqual(refused);
  expect(await as('owner')('change_email_address', { ...change, account_id: 'x' })).toEqual(refused);
});

test('refuses a wrong password before it looks whether the address is taken', async () => {
  const { as } = testHub();
  const taken = { ...CHANGE, new_email_address: 'other@example.com' };

  expect(await as('owner')('change_email_address', { ...taken, password: 'wrong' })).toEqual(
    answered('invalid_password'),
  );
  expect(await as('owner')('change_email_address', { ...taken, password: undefined })).toEqual(
    answered('invalid_password'),
  );
  expect(await as('owner')('change_email_address', taken)).toEqual(answered('email_already_taken'));
});

test("takes the caller's own address for taken", async () => {
  const { as } = testHub();

  expect(await as('owner')('change_email_address', { ...CHANGE, new_email_address: 'OWNER@example.com' })).toEqual(
    answered('email_already_taken'),
  );
});

test('needs no password of an account without one, and takes what it shows for its own', async () => {
  const { as } = testHub({ accounts: { nobody: { account_id: UNKNOWN, api_key: 'sk_nobody' } } });
  const { password: _none, ...change } = { ...CHANGE, account_id: UNKNOWN };

  expect(await as('nobody')('change_email_address', change)).toEqual(answered(false));
  expect(
    await as('nobody')('change_email_address', { ...change, new_email_address: 'new@example.com', password: 'a' }),
  ).toEqual(answered('email_already_taken'));

  expect(await as('admin')('user_auth', { account_id: UNKNOWN, password: 'a' })).toHaveProperty('auth_token');
});

test('refuses an address of 255 characters in the words of the database, and takes one of 254', async () => {
  const { as, hub } = testHub();
  const address = (length: number) => `${'x'.repeat(length - 2)}@b`;

  expect(await as('owner')('change_email_address', { ...CHANGE, new_email_address: address(255) })).toEqual(
    answered('postgresql Error: value too long for type character varying(254)'),
  );
  expect(hub.state.accounts.get(OWNER)?.email_address).toBe('owner@example.com');
  expect(hub.state.log.size).toBe(1);
  expect(await as('owner')('change_email_address', { ...CHANGE, new_email_address: address(254) })).toEqual(
    answered(false),
  );
});

test('puts the account into the projects that the new address was invited to', async () => {
  const { as, hub } = testHub();
  const invitation = { project_id: PROJECT, to: 'new@example.com', email: '', title: '', link2proj: '' };
  await as('owner')('invite_noncloud_collaborators', invitation);

  await as('other')('change_email_address', { ...CHANGE, account_id: OTHER, password: 'other-password' });

  expect(hub.state.projects.get(PROJECT)?.users).toMatchObject({ [OTHER]: { group: 'collaborator' } });
});

test('answers alike as documented and as observed', async () => {
  const { as } = testHub({ profile: 'observed' });

  expect(await as('owner')('change_email_address', CHANGE)).toEqual(answered(false));
  expect(await as('owner')('change_email_address', { ...CHANGE, new_email_address: 'other@example.com' })).toEqual(
    answered('email_already_taken'),
  );
});
