import { expect, test } from 'vitest';
import { OTHER } from '../../../hub.ts';
import { PUPIL, testSchool } from '../../../organizations.ts';

test('takes back a token, also one of another kind, for anybody who has it', async () => {
  const { as, hub, hubAs } = testSchool();
  const { token } = (await hubAs('head')('org.createToken', { user: PUPIL })) as { token: string };
  const { auth_token } = await as('other')('user_auth', { account_id: OTHER, password: 'other-password' });

  for (const one of [token, token, auth_token as string]) {
    expect(await hubAs('owner')('org.expireToken', { token: one })).toBeNull();
  }

  expect(hub.state.authTokens.size).toBe(0);
});

test('does not mind a token that there is not', async () => {
  const { hub, hubAs } = testSchool();
  await hubAs('head')('org.createToken', { user: PUPIL });

  expect(await hubAs('owner')('org.expireToken', { token: 'none' })).toBeNull();
  expect(await hubAs('owner')('org.expireToken')).toBeNull();

  expect(hub.state.authTokens.size).toBe(1);
});
