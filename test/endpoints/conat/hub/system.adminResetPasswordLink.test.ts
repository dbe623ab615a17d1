import { expect, test } from 'vitest';
import { id, OTHER, testHub, UNKNOWN } from '../../../hub.ts';

const DAY = 86_400_000;
const NAMELESS = id('account', 9);

async function linked() {
  const world = testHub();
  const link = await world.hubAs('admin')('system.adminResetPasswordLink', { user_account_id: OTHER });
  const code = String(link).slice('/auth/password-reset/'.length);
  const reset = () =>
    world.as('owner')('reset_forgot_password', { id: 1, reset_code: code, new_password: 'new-password' });
  return { ...world, link, reset };
}

test('gives an admin a link by which the password is set, for a day', async () => {
  const { link, reset, clock } = await linked();

  clock.advance(DAY - 1);

  expect(link).toMatch(/^\/auth\/password-reset\/[0-9a-f-]{36}$/);
  expect(await reset()).toMatchObject({ error: false });
});

test('the link is no good after a day', async () => {
  const { reset, clock } = await linked();

  clock.advance(DAY);

  expect(await reset()).toMatchObject({ error: 'Password reset request is no longer valid.' });
});

test('refuses who is no admin, before anything else', async () => {
  const { hubAs } = testHub();

  expect(await hubAs('owner')('system.adminResetPasswordLink', {})).toEqual({ error: 'Error: must be an admin' });
});

test.each([UNKNOWN, NAMELESS, null, undefined])(
  'refuses a link for the account %s without an address',
  async (user) => {
    const { hubAs } = testHub({ accounts: { nameless: { account_id: NAMELESS } } });

    expect(
      await hubAs('admin')('system.adminResetPasswordLink', { ...(user !== undefined && { user_account_id: user }) }),
    ).toEqual({ error: 'Error: passwords are only defined for accounts with email' });
  },
);

test('refuses what is no id', async () => {
  expect(await testHub().hubAs('admin')('system.adminResetPasswordLink', { user_account_id: 'x' })).toEqual({
    error: 'error: invalid input syntax for type uuid: "x"',
  });
});
