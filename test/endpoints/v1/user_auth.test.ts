import { expect, test } from 'vitest';
import { ADMIN, NOW, OTHER, OWNER, testHub, UNKNOWN } from '../../hub.ts';

const HOUR = 3_600_000;
const ASK = { id: 1, account_id: OTHER, password: 'other-password' };
const BANNED = refused('banned -- please wait at least 60s before trying again');
const WRONG = refused('incorrect password');

function refused(error: string) {
  return { event: 'error', id: 1, error };
}

test('gives out a token for 12 hours against the password of any account', async () => {
  const { as, hub } = testHub();

  const answer = await as('owner')('user_auth', ASK);

  expect(answer).toEqual({
    event: 'user_auth_token',
    id: 1,
    auth_token: expect.stringMatching(/^[0-9A-XZa-ik-z]{24}$/),
  });
  expect(hub.state.authTokens.get(answer.auth_token as string)).toEqual({
    token: answer.auth_token,
    account_id: OTHER,
    expire: Date.parse(NOW) + 12 * HOUR,
  });
});

test('gives out several tokens side by side', async () => {
  const { as, hub } = testHub();

  await as('owner')('user_auth', ASK);
  await as('owner')('user_auth', ASK);

  expect(hub.state.authTokens.size).toBe(2);
});

test('forgets tokens that have expired', async () => {
  const { as, hub, clock } = testHub();

  await as('owner')('user_auth', ASK);
  clock.advance(12 * HOUR);
  await as('owner')('user_auth', ASK);

  expect(hub.state.authTokens.size).toBe(1);
});

test('logs who asked for whom, but not the token', async () => {
  const { as, hub } = testHub();

  await as('owner')('user_auth', ASK);
  await as('admin')('user_auth', ASK);

  expect([...hub.state.log.values()].map(({ event, value }) => ({ event, value }))).toEqual([
    { event: 'get_user_auth_token', value: { account_id: OWNER, user_account_id: OTHER, is_admin: false } },
    { event: 'get_user_auth_token', value: { account_id: ADMIN, user_account_id: OTHER, is_admin: true } },
  ]);
});

test.each(['wrong', '', ['other-password']])('refuses the password %j', async (password) => {
  const { as } = testHub();

  expect(await as('owner')('user_auth', { ...ASK, password })).toEqual(WRONG);
});

test('refuses every password of an account that has none', async () => {
  const { as } = testHub({ accounts: { nobody: { account_id: UNKNOWN } } });

  expect(await as('owner')('user_auth', { ...ASK, account_id: UNKNOWN })).toEqual(WRONG);
});

test('bans a caller for 60 seconds from asking for the account whose password was wrong', async () => {
  const { as, clock } = testHub();
  await as('owner')('user_auth', { ...ASK, password: 'wrong' });

  expect(await as('owner')('user_auth', ASK)).toEqual(BANNED);
  clock.advance(59_999);
  expect(await as('owner')('user_auth', ASK)).toEqual(BANNED);
  clock.advance(1);
  expect(await as('owner')('user_auth', ASK)).toMatchObject({ event: 'user_auth_token' });
});

test('does not lengthen a ban by what is asked during it', async () => {
  const { as, clock } = testHub();
  await as('owner')('user_auth', { ...ASK, password: 'wrong' });

  clock.advance(30_000);
  expect(await as('owner')('user_auth', { ...ASK, password: 'wrong' })).toEqual(BANNED);
  clock.advance(30_000);

  expect(await as('owner')('user_auth', ASK)).toMatchObject({ event: 'user_auth_token' });
});

test('bans neither other callers nor from other accounts', async () => {
  const { as } = testHub();
  await as('owner')('user_auth', { ...ASK, password: 'wrong' });

  expect(await as('other')('user_auth', ASK)).toMatchObject({ event: 'user_auth_token' });
  expect(await as('owner')('user_auth', { account_id: OWNER, password: 'owner-password' })).toMatchObject({
    event: 'user_auth_token',
  });
});

test('forgets bans that are over', async () => {
  const { as, clock, hub } = testHub();

  await as('owner')('user_auth', { ...ASK, password: 'wrong' });
  clock.advance(60_000);
  await as('other')('user_auth', { ...ASK, password: 'wrong' });

  expect([...hub.state.authBans.keys()]).toEqual([`${OTHER} ${OTHER}`]);
});

test('bans nobody for asking for an account that is not there', async () => {
  const { as, hub } = testHub();

  expect(await as('owner')('user_auth', { ...ASK, account_id: 'x' })).toEqual(refused('invalid account_id -- x'));
  expect(await as('owner')('user_auth', { ...ASK, account_id: '' })).toEqual(refused('invalid account_id -- '));
  expect(await as('owner')('user_auth', { ...ASK, account_id: UNKNOWN })).toEqual(refused('no such account'));
  expect(hub.state.authBans.size).toBe(0);
});

const NOWHERE = UNKNOWN.replace('8000', '9000');

test('needs no password of an admin who shows none, whoever has one, or is, as observed', async () => {
  const { as, hub } = testHub({ accounts: { nobody: { account_id: UNKNOWN } }, profile: 'observed' });

  for (const account_id of [OTHER, UNKNOWN, NOWHERE]) {
    const { auth_token } = await as('admin')('user_auth', { account_id, password: '' });
    expect(hub.state.authTokens.get(auth_token as string)).toMatchObject({ account_id });
  }
});

test('needs no password of an admin who shows none, if only the account has one, as documented', async () => {
  const { as } = testHub({ accounts: { nobody: { account_id: UNKNOWN } } });
  const ask = (account_id: string) => as('admin')('user_auth', { id: 1, account_id, password: '' });

  expect(await ask(OTHER)).toMatchObject({ event: 'user_auth_token' });
  expect(await ask(UNKNOWN)).toEqual(WRONG);
  expect(await ask(NOWHERE)).toEqual(refused('no such account'));
});

test('refuses an admin like anybody else: for a wrong password, the ban after it, and what is no id', async () => {
  const { as } = testHub();

  expect(await as('admin')('user_auth', { ...ASK, password: 'wrong' })).toEqual(WRONG);
  expect(await as('admin')('user_auth', { ...ASK, password: '' })).toEqual(BANNED);
  expect(await as('admin')('user_auth', { ...ASK, account_id: 'x', password: '' })).toEqual(
    refused('invalid account_id -- x'),
  );
  expect(await as('admin')('user_auth', { ...ASK, account_id: UNKNOWN })).toEqual(refused('no such account'));
});

test('does not mind whether the account is banned or deleted', async () => {
  const { as } = testHub({
    accounts: { gone: { account_id: UNKNOWN, banned: true, password: 'gone-password' } },
  });

  await as('owner')('delete_account', { account_id: UNKNOWN });

  expect(await as('owner')('user_auth', { account_id: UNKNOWN, password: 'gone-password' })).toMatchObject({
    event: 'user_auth_token',
  });
});

test('knows an account by its id in capitals', async () => {
  const { as } = testHub();

  expect(await as('owner')('user_auth', { ...ASK, account_id: OTHER.toUpperCase() })).toMatchObject({
    event: 'user_auth_token',
  });
});

test('answers alike as documented and as observed', async () => {
  const { as } = testHub({ profile: 'observed' });

  expect(await as('owner')('user_auth', ASK)).toMatchObject({ event: 'user_auth_token' });
  expect(await as('owner')('user_auth', { ...ASK, password: 'wrong' })).toEqual(WRONG);
});
