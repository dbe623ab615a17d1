import { expect, test } from 'vitest';
import { NOW, OTHER, testHub, UNKNOWN } from '../../../hub.ts';

const ASK = { user_account_id: OTHER, password: 'other-password' };
const WRONG = { error: 'Error: incorrect password' };
const BANNED = { error: 'Error: banned -- please wait at least #{BAN_TIME_MS/1000}s before trying again' };
const TOKEN = expect.stringMatching(/^[0-9A-XZa-ik-z]{24}$/);

test('gives out a token for a day against the password of the account', async () => {
  const { hubAs, hub } = testHub();

  const token = await hubAs('owner')('system.generateUserAuthToken', ASK);

  expect(token).toEqual(TOKEN);
  expect(hub.state.authTokens.get(token as string)).toEqual({
    token,
    account_id: OTHER,
    expire: Date.parse(NOW) + 86_400_000,
  });
});

test('bans whoever shows a wrong password for 30 seconds from that account, in the words of a program', async () => {
  const { hubAs, clock } = testHub();
  const ask = (changes = {}) => hubAs('owner')('system.generateUserAuthToken', { ...ASK, ...changes });

  expect(await ask({ password: 'wrong' })).toEqual(WRONG);
  clock.advance(29_999);
  expect(await ask()).toEqual(BANNED);
  clock.advance(1);
  expect(await ask()).toEqual(TOKEN);
});

test('needs no password of an admin, right or wrong', async () => {
  const { hubAs } = testHub();

  for (const password of [undefined, 'wrong']) {
    const request = { user_account_id: OTHER, ...(password && { password }) };
    expect(await hubAs('admin')('system.generateUserAuthToken', request)).toEqual(TOKEN);
  }
});

test('refuses accounts that have no password, and ids that are none', async () => {
  const { hubAs } = testHub();

  expect(await hubAs('owner')('system.generateUserAuthToken', { user_account_id: UNKNOWN })).toEqual(WRONG);
  expect(await hubAs('owner')('system.generateUserAuthToken', { user_account_id: 'x' })).toEqual({
    error: 'error: invalid input syntax for type uuid: "x"',
  });
});
