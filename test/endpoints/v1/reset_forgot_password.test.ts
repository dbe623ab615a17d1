import { expect, test } from 'vitest';
import { OTHER, OWNER, testHub, UNKNOWN } from '../../hub.ts';

const HOUR = 3_600_000;

/** A hub whose owner, or whoever has the address, was mailed a code. */
async function forgotten(email_address = 'owner@example.com', options: Parameters<typeof testHub>[0] = {}) {
  const world = testHub(options);
  const code = async () => {
    await world.as('other')('forgot_password', { email_address });
    return world.hub.state.outbox.rows.last()?.body.match(/token=(\S+)$/)?.[1] ?? '';
  };
  const reset = (reset_code: unknown, new_password: unknown = 'secret') =>
    world.as('other')('reset_forgot_password', { id: 1, reset_code, new_password });
  return { ...world, reset, mailed: await code(), mailedAgain: code };
}

function answered(error: string | false) {
  return { event: 'reset_forgot_password_response', id: 1, error };
}

const OUT_OF_DATE = answered('Password reset request is no longer valid.');

test('sets a new password, whoever shows the code', async () => {
  const { as, reset, mailed } = await forgotten();

  expect(await reset(mailed)).toEqual(answered(false));

  expect(await as('admin')('user_auth', { account_id: OWNER, password: 'secret' })).toHaveProperty('auth_token');
  expect(await as('admin')('user_auth', { account_id: OWNER, password: 'owner-password' })).toMatchObject({
    error: 'incorrect password',
  });
});

test('sets the first password of an account, too', async () => {
  const { as, reset, mailed } = await forgotten('nobody@example.com', {
    accounts: { nobody: { account_id: UNKNOWN, email_address: 'nobody@example.com' } },
  });

  expect(await reset(mailed)).toEqual(answered(false));
  expect(await as('admin')('user_auth', { account_id: UNKNOWN, password: 'secret' })).toHaveProperty('auth_token');
});

test('takes a code once, and leaves other codes alone', async () => {
  const { reset, mailed, mailedAgain } = await forgotten();
  const another = await mailedAgain();

  expect(await reset(mailed)).toEqual(answered(false));

  expect(await reset(mailed)).toEqual(OUT_OF_DATE);
  expect(await reset(another)).toEqual(answered(false));
});

test('takes a code for less than an hour', async () => {
  const { reset, mailed, mailedAgain, clock } = await forgotten();

  clock.advance(HOUR);
  expect(await reset(mailed)).toEqual(OUT_OF_DATE);

  const another = await mailedAgain();
  clock.advance(HOUR - 1);
  expect(await reset(another)).toEqual(answered(false));
});

test('does not know a code that was never mailed', async () => {
  const { reset } = await forgotten();

  expect(await reset(UNKNOWN)).toEqual(OUT_OF_DATE);
});

test('knows a code in capitals', async () => {
  const { reset, mailed } = await forgotten();

  expect(await reset(mailed.toUpperCase())).toEqual(answered(false));
});

test('looks at the password first, and refuses it with a text', async () => {
  const { reset, mailed } = await forgotten();
  const length = answered('Password must be between 6 and 64 characters in length.');

  expect(await reset('x', 'x'.repeat(5))).toEqual(length);
  expect(await reset(mailed, 'x'.repeat(65))).toEqual(length);
  expect(await reset(mailed, ['secret'])).toEqual(answered('Password must be specified.'));
  expect(await reset(mailed, 'x'.repeat(64))).toEqual(answered(false));
});

test('refuses what is no code in the words of the database', async () => {
  const { reset } = await forgotten();

  expect(await reset('x')).toEqual(answered('postgresql Error: invalid input syntax for type uuid: "x"'));
});

test('needs an account that still has the address', async () => {
  const { as, reset, mailed } = await forgotten();

  await as('other')('delete_account', { account_id: OWNER });

  expect(await reset(mailed)).toEqual(answered('no such account'));
});

test('sets the password of whoever has the address by then', async () => {
  const { as, reset, mailed } = await forgotten();
  await as('other')('delete_account', { account_id: OWNER });
  const own = { account_id: OTHER, new_email_address: 'owner@example.com', password: 'other-password' };
  await as('other')('change_email_address', own);

  expect(await reset(mailed)).toEqual(answered(false));
  expect(await as('admin')('user_auth', { account_id: OTHER, password: 'secret' })).toHaveProperty('auth_token');
});

test('was withdrawn by the time hubs were observed', async () => {
  const { as } = testHub({ profile: 'observed' });

  expect(await as('owner')('reset_forgot_password', { reset_code: UNKNOWN, new_password: 'secret' })).toEqual({
    error: "endpoint 'reset_forgot_password' is not part of the HTTP API",
  });
});
