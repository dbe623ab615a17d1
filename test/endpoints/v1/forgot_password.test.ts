import { expect, test } from 'vitest';
import { NOW, OWNER, testHub, untyped } from '../../hub.ts';

const HOUR = 3_600_000;

/** Asks for a reset; the answer's member `error`. */
function asking({ hub }: ReturnType<typeof testHub>) {
  return async (email_address: unknown, ip = '10.0.0.1') => {
    const { body } = await hub.call(untyped('v1/forgot_password'), { id: 1, email_address }, { key: 'sk_other', ip });
    expect(body).toMatchObject({ event: 'forgot_password_response', id: 1 });
    return (body as { error: unknown }).error;
  };
}

/** Asks `count` times, each time from another address. */
async function askFromAfar(ask: ReturnType<typeof asking>, count: number, email = 'owner@example.com') {
  for (let number = 0; number < count; number += 1) await ask(email, `10.1.0.${number}`);
}

test('mails a link to set a new password by', async () => {
  const { as, hub } = testHub({ world: { site: { site_name: 'Site', dns: 'site.example', help_email: 'help@site' } } });

  expect(await as('other')('forgot_password', { id: 1, email_address: 'Owner@Example.com' })).toEqual({
    event: 'forgot_password_response',
    id: 1,
    error: false,
  });

  const [[code, reset] = []] = hub.state.passwordResets.rows.toArray();
  expect(reset).toEqual({
    code: expect.any(String),
    email_address: 'owner@example.com',
    expire: Date.parse(NOW) + HOUR,
  });
  expect([...hub.state.outbox.values()]).toEqual([
    {
      to: 'owner@example.com',
      from: 'CoCalc Help <help@site>',
      subject: 'Site Password Reset',
      body: expect.stringContaining(`https://site.example/auth/password_reset?token=${code}`),
      time: Date.parse(NOW),
    },
  ]);
});

test('mails another code each time', async () => {
  const world = testHub();
  const ask = asking(world);

  await ask('owner@example.com');
  await ask('owner@example.com');

  expect(world.hub.state.passwordResets.size).toBe(2);
});

test.each(['', 'owner', ' owner@example.com', 5])(
  'refuses %j, which is no address, and counts no attempt',
  async (x) => {
    const world = testHub();

    expect(await asking(world)(x)).toBe('Invalid email address.');
    expect(world.hub.state.passwordResetAttempts.size).toBe(0);
  },
);

test('says that nobody has the address, and counts the attempt', async () => {
  const world = testHub();
  const ask = asking(world);

  expect(await ask('Nobody@Example.com')).toBe('No account with e-mail address nobody@example.com');

  await askFromAfar(ask, 29, 'nobody@example.com');
  expect(await ask('nobody@example.com', '10.2.0.1')).toBe(
    'Too many password resets for this email per hour; try again later.',
  );
});

test('allows 30 mails an hour to an address, and counts those that it refuses', async () => {
  const world = testHub();
  const ask = asking(world);
  const tooMany = 'Too many password resets for this email per hour; try again later.';
  await askFromAfar(ask, 29);

  expect(await ask('owner@example.com')).toBe(false);
  expect(await ask('owner@example.com')).toBe(tooMany);

  world.clock.advance(HOUR);
  expect(await ask('owner@example.com')).toBe(tooMany);
  world.clock.advance(1);
  expect(await ask('owner@example.com')).toBe(false);
});

test('allows 10 mails a minute from an address of a client', async () => {
  const world = testHub();
  const ask = asking(world);
  const tooMany = 'Too many password resets per minute; try again later.';
  for (let number = 1; number <= 9; number += 1) await ask(`nobody${number}@example.com`);

  expect(await ask('owner@example.com')).toBe(false);
  expect(await ask('owner@example.com')).toBe(tooMany);
  expect(await ask('owner@example.com', '10.0.0.2')).toBe(false);

  world.clock.advance(60_000);
  expect(await ask('owner@example.com')).toBe(tooMany);
  world.clock.advance(1);
  expect(await ask('owner@example.com')).toBe(false);
});

test('allows 60 mails an hour from an address of a client', async () => {
  const world = testHub();
  const ask = asking(world);
  for (let number = 1; number <= 59; number += 1) {
    await ask(`nobody${number}@example.com`);
    world.clock.advance(6_001);
  }

  expect(await ask('owner@example.com')).toBe(false);
  world.clock.advance(6_001);
  expect(await ask('owner@example.com')).toBe('Too many password resets per hour; try again later.');
});

test('keeps no more attempts than can matter', async () => {
  const world = testHub();
  const ask = asking(world);

  for (let number = 0; number < 100; number += 1) await ask('owner@example.com');

  expect(world.hub.state.passwordResetAttempts.rows.map(({ times }) => times.length).toJS()).toEqual({
    'owner@example.com': 61,
    '10.0.0.1': 61,
  });
});

test('says that a domain is banned, though the code is made', async () => {
  const world = testHub({ world: { site: { banned_domains: ['example.com'] } } });

  expect(await asking(world)('owner@example.com')).toBe('banned domain');
  expect(world.hub.state.passwordResets.size).toBe(1);
  expect(world.hub.state.outbox.size).toBe(0);
});

test('does not know the address of a deleted account', async () => {
  const world = testHub();

  await world.as('other')('delete_account', { account_id: OWNER });

  expect(await asking(world)('owner@example.com')).toBe('No account with e-mail address owner@example.com');
});

test('was withdrawn by the time hubs were observed', async () => {
  const { as } = testHub({ profile: 'observed' });

  expect(await as('owner')('forgot_password', { email_address: 'owner@example.com' })).toEqual({
    error: "endpoint 'forgot_password' is not part of the HTTP API",
  });
});
