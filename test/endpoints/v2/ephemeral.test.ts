import { expect, test } from 'vitest';
import { testHub } from '../../hub.ts';

const DAY = 86_400_000;

test('a token for a while makes an account with a project, which is signed in for that long', async () => {
  const { hub, clock } = testHub({
    world: { registration_tokens: { lasting: { ephemeral: DAY, limit: 1 }, plain: {} } },
  });
  const ask = (registrationToken: string) => hub.call('v2/auth/ephemeral', { registrationToken });

  const made = await ask('lasting');
  const { account_id } = made.body as { account_id: string };
  const [, session] = (made.kind === 'success' && made.reply?.cookies) || [];
  const as = { session: session?.value ?? '' };
  expect((await hub.call('v2/accounts/profile', {}, as)).body).toMatchObject({
    profile: { account_id, first_name: 'Ephemeral', last_name: `User-${account_id.slice(0, 6)}`, is_anonymous: true },
  });
  expect((await hub.call('v2/projects/get', {}, as)).body).toMatchObject([{ title: 'My Project' }]);
  clock.advance({ days: 1 });
  expect((await hub.call('v2/projects/get', {}, as)).body).toEqual({ error: 'Must be signed in.' });

  const issue = 'Issue with registration token -- Registration token used up.';
  expect((await ask('lasting')).body).toEqual({ error: issue });
  const unfit = 'This registration token is not configured for ephemeral accounts.';
  expect((await ask('plain')).body).toEqual({ error: unfit });
});
