import { expect, test } from 'vitest';
import { OTHER, OWNER, testHub, UNKNOWN, untyped } from '../../hub.ts';

const TOO_SHORT = { new_password: 'Password must be between 6 and 64 characters in length.' };
const withoutPassword = { nobody: { account_id: UNKNOWN, api_key: 'sk_nobody' } };

/** Whether the account's password is this one, as a hub tells it. */
async function hasPassword(hub: ReturnType<typeof testHub>, account_id: string, password: string): Promise<boolean> {
  const answer = await hub.as('admin')('user_auth', { account_id, password });
  return answer.event === 'user_auth_token';
}

test('sets a new password, and says so without a word of errors', async () => {
  const world = testHub();
  const change = { id: 1, account_id: OWNER, old_password: 'owner-password', new_password: 'secret' };

  expect(await world.as('owner')('change_password', change)).toEqual({ event: 'changed_password', id: 1 });

  expect(await hasPassword(world, OWNER, 'secret')).toBe(true);
  expect(await hasPassword(world, OWNER, 'owner-password')).toBe(false);
});

test('lets the key go on working, and the same password be set again', async () => {
  const { as } = testHub();
  const same = { account_id: OWNER, old_password: 'owner-password', new_password: 'owner-password' };

  expect(await as('owner')('change_password', same)).toMatchObject({ event: 'changed_password' });
  expect(await as('owner')('change_password', same)).not.toHaveProperty('error');
});

test('logs the change without a hash', async () => {
  const { as, hub } = testHub();

  await as('owner')('change_password', { account_id: OWNER, old_password: 'owner-password', new_password: 'secret' });

  expect(hub.state.log.rows.last()).toMatchObject({
    event: 'change_password',
    value: { account_id: OWNER, client_ip_address: '127.0.0.1' },
  });
  expect(JSON.stringify(hub.state.log)).not.toContain('sha512');
});

test('refuses a wrong old password before it looks at the new one, and logs that', async () => {
  const world = testHub();
  const wrong = { id: 2, account_id: OWNER, old_password: 'wrong', new_password: 'x' };

  expect(await world.as('owner')('change_password', wrong)).toEqual({
    event: 'changed_password',
    id: 2,
    error: 'invalid old password',
  });
  expect(world.hub.state.log.rows.last()).toMatchObject({
    event: 'change_password',
    value: { client_ip_address: '127.0.0.1', message: 'invalid old password' },
  });
  expect(await hasPassword(world, OWNER, 'owner-password')).toBe(true);
});

test('takes no old password at all for a wrong one, where there is one', async () => {
  const { as } = testHub();

  expect(await as('owner')('change_password', { account_id: OWNER, new_password: 'secret' })).toMatchObject({
    error: 'invalid old password',
  });
  expect(
    await as('owner')('change_password', {
      account_id: OWNER,
      old_password: ['owner-password'],
      new_password: 'secret',
    }),
  ).toMatchObject({ error: 'invalid old password' });
});

test.each([
  ['five characters', 'x'.repeat(5), TOO_SHORT],
  ['65 characters', 'x'.repeat(65), TOO_SHORT],
  ['nothing', '', TOO_SHORT],
  ['a number', 123456, { new_password: 'Password must be specified.' }],
])('refuses a new password of %s with an object', async (_what, new_password, error) => {
  const { as } = testHub();
  const change = { id: 3, account_id: OWNER, old_password: 'owner-password', new_password };

  expect(await as('owner')('change_password', change)).toEqual({ event: 'changed_password', id: 3, error });
});

test.each([6, 64])('takes a new password of %i characters', async (length) => {
  const { as } = testHub();
  const change = { account_id: OWNER, old_password: 'owner-password', new_password: 'x'.repeat(length) };

  expect(await as('owner')('change_password', change)).not.toHaveProperty('error');
});

test('sets the first password of an account that shows none', async () => {
  const world = testHub({ accounts: withoutPassword });

  expect(
    await world.as('nobody')('change_password', { account_id: UNKNOWN, new_password: 'secret' }),
  ).not.toHaveProperty('error');
  expect(await hasPassword(world, UNKNOWN, 'secret')).toBe(true);
});

test('takes the old password of an account without one for its password, even when the new one is refused', async () => {
  const world = testHub({ accounts: withoutPassword });
  const change = { account_id: UNKNOWN, old_password: 'a', new_password: 'b' };

  expect(await world.as('nobody')('change_password', change)).toMatchObject({ error: TOO_SHORT });

  expect(await hasPassword(world, UNKNOWN, 'a')).toBe(true);
});

test('does not pretend to know what becomes of a first password that is not text', async () => {
  const { hub } = testHub({ accounts: withoutPassword });
  const change = { account_id: UNKNOWN, old_password: 7, new_password: 'secret' };

  expect(await hub.call(untyped('v1/change_password'), change, { key: 'sk_nobody' })).toEqual({
    kind: 'unsimulated',
    code: 'unsimulated',
    body: {
      error:
        'cocalc-mock-hub does not simulate the parameter "password" as anything but text: what a hub makes of it is not known',
    },
  });
});

test('changes the password of the account that it names, as documented', async () => {
  const world = testHub();
  const change = { account_id: OTHER.toUpperCase(), old_password: 'other-password', new_password: 'secret' };

  expect(await world.as('owner')('change_password', change)).not.toHaveProperty('error');
  expect(await hasPassword(world, OTHER, 'secret')).toBe(true);
});

test('fails with an object for an account that is not there, as documented', async () => {
  const { as } = testHub();
  const change = { old_password: 'owner-password', new_password: 'secret' };

  expect(await as('owner')('change_password', { ...change, account_id: UNKNOWN })).toMatchObject({
    event: 'changed_password',
    error: { other: 'no such account' },
  });
  expect(await as('owner')('change_password', { ...change, account_id: 'x' })).toMatchObject({
    event: 'changed_password',
    error: { other: 'invalid account_id -- x' },
  });
});

test("changes the caller's own password whatever account is named, as observed", async () => {
  const world = testHub({ profile: 'observed' });
  const change = { old_password: 'owner-password', new_password: 'secret' };

  expect(await world.as('owner')('change_password', { ...change, account_id: OTHER })).not.toHaveProperty('error');

  expect(await hasPassword(world, OTHER, 'other-password')).toBe(true);
  expect(await hasPassword(world, OWNER, 'secret')).toBe(true);
  expect(
    await world.as('owner')('change_password', { account_id: 'x', old_password: 'secret', new_password: 'secret' }),
  ).not.toHaveProperty('error');
});

test.each(['account_id', 'new_password'])('needs %s', async (name) => {
  const { as } = testHub();
  const { [name]: _left, ...rest } = { account_id: OWNER, new_password: 'secret' } as Record<string, string>;

  expect(await as('owner')('change_password', rest)).toEqual({
    error: `invalid parameters 'Error: misc.defaults -- TypeError: property '${name}' must be specified: '`,
  });
});
