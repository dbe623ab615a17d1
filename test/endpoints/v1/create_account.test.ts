import { expect, test } from 'vitest';
import type { RegistrationToken } from '../../../src/core/accounts/records.ts';
import { type HubState, put } from '../../../src/core/state.ts';
import { ADMIN, NOW, OWNER, PROJECT, testHub, UNKNOWN, untyped } from '../../hub.ts';

const JOHN = {
  first_name: 'John00',
  last_name: 'Doe00',
  email_address: 'jd@example.com',
  password: 'xyzabc09090',
  agreed_to_terms: 'true',
};

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

function failed(reason: object) {
  return { event: 'account_creation_failed', id: 1, reason };
}

function otherwise(error: string) {
  return failed({ other: `Unable to create account. Error: "${error}"` });
}

function newest(state: HubState, account_id: unknown) {
  return state.accounts.get(account_id as string);
}

test('makes an account, which can be signed in to at once', async () => {
  const { as, hub } = testHub();

  const answer = await as('owner')('create_account', { id: 1, ...JOHN, usage_intent: 'teaching' });

  expect(answer).toEqual({ event: 'account_created', id: 1, account_id: expect.stringMatching(UUID) });
  const { account_id } = answer;
  expect(newest(hub.state, account_id)).toMatchObject({
    first_name: 'John00',
    last_name: 'Doe00',
    email_address: 'jd@example.com',
    created: Date.parse(NOW),
    created_by: '127.0.0.1',
    last_active: null,
    api_key: null,
    sign_up_usage_intent: 'teaching',
  });
  expect(await as('other')('user_auth', { account_id, password: 'xyzabc09090' })).toMatchObject({
    event: 'user_auth_token',
  });
  expect(await as('other')('user_search', { query: 'john00' })).toMatchObject({ results: [{ account_id }] });
});

test('makes an account of nothing at all, as often as it is asked', async () => {
  const { as, hub } = testHub();

  const { account_id } = await as('owner')('create_account');
  const { account_id: another } = await as('owner')('create_account');

  expect(another).not.toBe(account_id);
  expect(newest(hub.state, account_id)).toMatchObject({ email_address: null, first_name: null, password_hash: null });
  expect(hub.state.outbox.size).toBe(0);
});

test('leaves its caller alone', async () => {
  const { as, hub } = testHub();
  const before = hub.state.accounts.get(OWNER);

  await as('owner')('create_account', JOHN);

  expect(hub.state.accounts.get(OWNER)).toBe(before);
});

test('keeps the address in lower case', async () => {
  const { as, hub } = testHub();

  const { account_id } = await as('owner')('create_account', { email_address: 'JD@Example.COM' });

  expect(newest(hub.state, account_id)?.email_address).toBe('jd@example.com');
});

test('gives out a key when it is asked for one, in whatever way', async () => {
  const { as, hub } = testHub();

  const answer = await as('owner')('create_account', { ...JOHN, get_api_key: 'false' });

  expect(answer).toEqual({
    event: 'account_created',
    id: answer.id,
    account_id: expect.stringMatching(UUID),
    api_key: expect.stringMatching(/^sk_[0-9A-XZa-ik-z]{24}$/),
  });
  expect((await hub.call('v1/ping', {}, { key: answer.api_key as string })).kind).toBe('success');
});

test('gives out no key where that is not asked for', async () => {
  const { as } = testHub();

  expect(await as('owner')('create_account', { ...JOHN, get_api_key: '' })).not.toHaveProperty('api_key');
});

test('refuses a key without a password, but keeps the account and its mail', async () => {
  const { as, hub } = testHub();
  const { password: _none, ...rest } = JOHN;

  expect(await as('owner')('create_account', { id: 1, ...rest, get_api_key: true })).toEqual(
    otherwise('password must be given if passport is not true'),
  );

  expect(hub.state.accounts.countBy('email_address', 'jd@example.com') > 0).toBe(true);
  expect(hub.state.outbox.size).toBe(1);
});

test('refuses a key for an empty password, but keeps the account', async () => {
  const { as, hub } = testHub();

  expect(await as('owner')('create_account', { id: 1, ...JOHN, password: '', get_api_key: true })).toEqual(
    otherwise('password is invalid'),
  );

  const account_id = hub.state.accounts.by('email_address', 'jd@example.com')?.account_id;
  expect(newest(hub.state, account_id)).toMatchObject({ password_hash: null, api_key: null });
});

test('refuses all where signing up is off', async () => {
  const { as } = testHub({ world: { site: { email_signup: false } } });

  expect(await as('owner')('create_account', { id: 1, email_address: 'x', password: 'x' })).toEqual(
    failed({ other: 'Signing up via email/password is disabled.' }),
  );
});

test('refuses a bad address and a bad password, both at once', async () => {
  const { as } = testHub();
  const email_address = 'Email address does not appear to be valid.';
  const length = 'Password must be between 6 and 64 characters in length.';
  const create = (body: object) => as('owner')('create_account', { id: 1, ...body });

  expect(await create({ email_address: 'jd' })).toEqual(failed({ email_address }));
  expect(await create({ email_address: ['jd@example.com'] })).toEqual(failed({ email_address }));
  expect(await create({ password: 'x'.repeat(5) })).toEqual(failed({ password: length }));
  expect(await create({ password: 'x'.repeat(65) })).toEqual(failed({ password: length }));
  expect(await create({ password: 123456 })).toEqual(failed({ password: 'Password must be specified.' }));
  expect(await create({ email_address: 'a..b@c', password: 'x' })).toEqual(failed({ email_address, password: length }));
});

test.each([6, 64])('takes a password of %i characters', async (length) => {
  const { as } = testHub();

  expect(await as('owner')('create_account', { password: 'x'.repeat(length) })).toMatchObject({
    event: 'account_created',
  });
});

test('refuses an address that is in use, whatever its case', async () => {
  const { as } = testHub();

  await as('owner')('create_account', JOHN);

  expect(await as('owner')('create_account', { id: 1, ...JOHN, email_address: 'JD@example.com' })).toEqual(
    failed({ email_address: 'This e-mail address is already taken.' }),
  );
});

test('takes the address of a deleted account', async () => {
  const { as } = testHub();

  const { account_id } = await as('owner')('create_account', JOHN);
  await as('owner')('delete_account', { account_id });

  expect(await as('owner')('create_account', JOHN)).toMatchObject({ event: 'account_created' });
});

test('takes one empty address, and a second one to the database that refuses it', async () => {
  const { as, hub } = testHub();

  expect(await as('owner')('create_account', { email_address: '' })).toMatchObject({ event: 'account_created' });

  expect(await as('owner')('create_account', { id: 1, email_address: '' })).toEqual(
    otherwise('postgresql Error: duplicate key value violates unique constraint "accounts_email_address_key"'),
  );
  expect(hub.state.outbox.size).toBe(0);
});

/** As many sign-ups from one address, at the hub's time. */
function signUpsFrom(ip: string, count: number) {
  return (state: HubState): HubState =>
    put(state, 'signUps', { address: ip, times: Array.from({ length: count }, () => Date.parse(NOW)) });
}

function tooMany(limit: number) {
  return otherwise(
    `Error: Too many accounts are being created from the ip address 10.0.0.1; try again later.  By default at most ${limit} accounts can be created every 30 minutes from one IP; if you're using the API and need a higher limit, contact us.`,
  );
}

test('makes at most 150 accounts in 30 minutes from one address', async () => {
  const { hub, clock } = testHub();
  hub.update(signUpsFrom('10.0.0.1', 149));
  const create = async (ip: string) =>
    (await hub.call(untyped('v1/create_account'), { id: 1 }, { key: 'sk_owner', ip })).body;

  expect(await create('10.0.0.1')).toMatchObject({ event: 'account_created' });
  expect(await create('10.0.0.1')).toEqual(tooMany(150));
  expect(await create('10.0.0.2')).toMatchObject({ event: 'account_created' });

  clock.advance(30 * 60_000);
  expect(await create('10.0.0.1')).toEqual(tooMany(150));
  clock.advance(1);
  expect(await create('10.0.0.1')).toMatchObject({ event: 'account_created' });
});

test('makes ten times as many for callers of the group gold', async () => {
  const { hub } = testHub({ accounts: { gold: { account_id: UNKNOWN, api_key: 'sk_gold', groups: ['gold'] } } });
  const create = async () =>
    (await hub.call(untyped('v1/create_account'), { id: 1 }, { key: 'sk_gold', ip: '10.0.0.1' })).body;

  hub.update(signUpsFrom('10.0.0.1', 1499));

  expect(await create()).toMatchObject({ event: 'account_created' });
  expect(await create()).toEqual(tooMany(1500));
});

test('counts no account that was not made', async () => {
  const { as, hub } = testHub();

  await as('owner')('create_account', { email_address: 'jd' });
  await as('owner')('create_account', { first_name: 'j.doe' });

  expect(hub.state.signUps.size).toBe(0);
});

const TOKEN: RegistrationToken = {
  token: 'let-me-in',
  descr: null,
  disabled: null,
  expires: null,
  limit: null,
  counter: null,
};

function withTokens(...tokens: Partial<RegistrationToken>[]) {
  const world = testHub();
  world.hub.update((state) =>
    tokens.reduce<HubState>((result, token) => put(result, 'registrationTokens', { ...TOKEN, ...token }), state),
  );
  return world;
}

test('asks for no token where there is none in force', async () => {
  const { as } = withTokens({ disabled: true });

  expect(await as('owner')('create_account', { token: 'anything' })).toMatchObject({ event: 'account_created' });
});

test('counts the uses of a token, and keeps the count when the account is refused after all', async () => {
  const { as, hub } = withTokens({ limit: 2 });
  const counter = () => hub.state.registrationTokens.get('let-me-in')?.counter;

  await as('owner')('create_account', { token: 'let-me-in' });
  expect(counter()).toBe(1);

  await as('owner')('create_account', { token: 'let-me-in', first_name: 'j.doe' });
  expect(counter()).toBe(2);

  expect(await as('owner')('create_account', { id: 1, token: 'let-me-in' })).toEqual(
    failed({ token: 'Registration token used up.' }),
  );
  expect(counter()).toBe(2);
});

test.each([
  ['no token', undefined, {}, 'No registration token provided'],
  ['an empty token', '', {}, 'No registration token provided'],
  ['another token', 'let-us-in', {}, 'Registration token is wrong.'],
  ['a token that is no text', ['let-me-in'], {}, 'Registration token is wrong.'],
  ['a token that has expired', 'let-me-in', { expires: Date.parse(NOW) - 1 }, 'Registration token no longer valid.'],
  ['a token for nobody', 'let-me-in', { limit: 0 }, 'Registration token used up.'],
])('refuses %s where one is in force', async (_what, token, change, words) => {
  const { as } = withTokens(change);

  expect(await as('owner')('create_account', { id: 1, token })).toEqual(failed({ token: words }));
});

test('refuses a token that is disabled, while another is in force', async () => {
  const { as } = withTokens({ disabled: true, expires: 0, limit: 0 }, { token: 'other', expires: 0 });

  expect(await as('owner')('create_account', { id: 1, token: 'let-me-in' })).toEqual(
    failed({ token: 'Registration token disabled.' }),
  );
});

test('takes a token at the very time it expires', async () => {
  const { as } = withTokens({ expires: Date.parse(NOW) });

  expect(await as('owner')('create_account', { token: 'let-me-in' })).toMatchObject({ event: 'account_created' });
});

test.each([
  ['J.Doe', 'j.doe'],
  ['St.John', 'st.john'],
  ['user@Site.org', 'site.org'],
  ['A.BC D.EF', 'a.bc and d.ef'],
  ['a.bc d.ef g.hi', 'a.bc, d.ef and g.hi'],
  ['see https://www.a.bc', 'https://www.a.bc'],
])('refuses the name %s, which looks like a link', async (name, links) => {
  const { as } = testHub();

  expect(await as('owner')('create_account', { id: 1, first_name: name })).toEqual(
    otherwise(`first_name not valid: URLs are not allowed. Found ${links}`),
  );
  expect(await as('owner')('create_account', { id: 1, last_name: name })).toEqual(
    otherwise(`last_name not valid: URLs are not allowed. Found ${links}`),
  );
});

test.each(['Dr. Smith', 'a.b', 'x.12', "O'Brien", 'a@b', 'http://x.y', 'mailto:', ''])(
  'takes the name "%s"',
  async (first_name) => {
    const { as } = testHub();

    expect(await as('owner')('create_account', { first_name })).toMatchObject({ event: 'account_created' });
  },
);

test('refuses a name that is a link to write to', async () => {
  const { as } = testHub();

  expect(await as('owner')('create_account', { id: 1, last_name: 'MAILTO:a@b' })).toEqual(
    otherwise('last_name not valid: email addresses are not allowed'),
  );
});

test('comes to grief over a name that is no text, unless it is as good as none', async () => {
  const { as, hub } = testHub();

  expect(await as('owner')('create_account', { id: 1, first_name: 5 })).toEqual(
    otherwise('TypeError: str.toLowerCase is not a function'),
  );
  const { account_id } = await as('owner')('create_account', { first_name: 0, last_name: false });
  expect(newest(hub.state, account_id)).toMatchObject({ first_name: '0', last_name: 'false' });
});

test('looks at the first name before the last', async () => {
  const { as } = testHub();

  expect(await as('owner')('create_account', { id: 1, first_name: 'a.bc', last_name: 'd.ef' })).toEqual(
    otherwise('first_name not valid: URLs are not allowed. Found a.bc'),
  );
});

test.each([
  ['first_name', 'x'.repeat(255)],
  ['last_name', '😀'.repeat(255)],
  ['email_address', `${'x'.repeat(250)}@b.cd`],
])('refuses a %s of 255 characters in the words of the database', async (name, value) => {
  const { as } = testHub();

  expect(await as('owner')('create_account', { id: 1, [name]: value })).toEqual(
    otherwise('postgresql Error: value too long for type character varying(254)'),
  );
});

test('takes names of 254 characters, and drops spaces beyond them', async () => {
  const { as, hub } = testHub();
  const first_name = '😀'.repeat(254);

  const { account_id } = await as('owner')('create_account', { first_name, last_name: `${'x'.repeat(254)}  ` });

  expect(newest(hub.state, account_id)).toMatchObject({ first_name, last_name: 'x'.repeat(254) });
});

test('refuses text that the database cannot hold', async () => {
  const { as } = testHub();

  expect(await as('owner')('create_account', { id: 1, usage_intent: 'a\0b' })).toEqual(
    otherwise('postgresql Error: invalid byte sequence for encoding "UTF8": 0x00'),
  );
});

test('checks in order: address and password, number, address taken, token, names', async () => {
  const { as, hub } = withTokens({});
  const create = (body: object) => as('owner')('create_account', { id: 1, first_name: 'j.doe', ...body });
  const taken = { email_address: 'owner@example.com' };

  hub.update(signUpsFrom('127.0.0.1', 150));
  expect(await create({ ...taken, password: 'x' })).toMatchObject({ reason: { password: expect.any(String) } });
  expect(await create(taken)).toMatchObject({ reason: { other: expect.stringContaining('Too many accounts') } });

  hub.update(signUpsFrom('127.0.0.1', 0));
  expect(await create(taken)).toMatchObject({ reason: { email_address: 'This e-mail address is already taken.' } });
  expect(await create({})).toMatchObject({ reason: { token: 'No registration token provided' } });
  expect(await create({ token: 'let-me-in' })).toMatchObject({ reason: { other: expect.stringContaining('j.doe') } });
});

test('puts the account into the projects that its address was invited to', async () => {
  const { as } = testHub();
  const invitation = { project_id: PROJECT, to: 'JD@example.com', email: '', title: '', link2proj: '' };
  await as('owner')('invite_noncloud_collaborators', invitation);

  const { account_id, api_key } = await as('other')('create_account', { ...JOHN, get_api_key: true });

  const asJohn = api_key as string;
  expect(account_id).toMatch(UUID);
  expect((await as(asJohn.slice('sk_'.length))('touch_project', { project_id: PROJECT })).event).toBe('success');
});

test('notes that invitations were looked for, if there was an address to look for', async () => {
  const { as, hub } = testHub();

  const { account_id } = await as('owner')('create_account', JOHN);
  const { account_id: nobody } = await as('owner')('create_account', { email_address: '' });

  expect(newest(hub.state, account_id)?.creation_actions_done).toBe(true);
  expect(newest(hub.state, nobody)?.creation_actions_done).toBe(null);
});

test('sends a welcome, without a link where addresses are not verified', async () => {
  const { as, hub } = testHub();

  const { account_id } = await as('owner')('create_account', JOHN);

  expect(hub.state.outbox.rows.last()).toMatchObject({
    to: 'jd@example.com',
    from: 'help@cocalc.com',
    subject: 'Welcome to Open CoCalc - cocalc.com',
    time: Date.parse(NOW),
  });
  expect(hub.state.outbox.rows.last()?.body).not.toContain('token');
  expect(newest(hub.state, account_id)?.email_address_challenge).toEqual({
    email: 'jd@example.com',
    token: expect.stringMatching(/^[0-9a-z]{16}$/),
    time: Date.parse(NOW),
  });
});

test('sends a link to verify the address by, where that is done', async () => {
  const { as, hub } = testHub({ world: { site: { verify_emails: true, site_name: 'Site', dns: 'site.example' } } });

  const { account_id } = await as('owner')('create_account', JOHN);

  const { token } = newest(hub.state, account_id)?.email_address_challenge ?? {};
  expect(hub.state.outbox.rows.last()).toMatchObject({ subject: 'Welcome to Site - site.example' });
  expect(hub.state.outbox.rows.last()?.body).toContain(
    `https://site.example/auth/verify?email=jd%2540example.com&token=${token}`,
  );
});

test('makes the account also where no mail can be sent', async () => {
  const { as, hub } = testHub({ world: { site: { banned_domains: ['example.com'] } } });

  expect(await as('owner')('create_account', JOHN)).toMatchObject({ event: 'account_created' });
  expect(hub.state.outbox.size).toBe(0);
});

test('logs what was made, and that a token was given, but no secret', async () => {
  const { as, hub } = testHub();

  const { account_id } = await as('admin')('create_account', { ...JOHN, token: 'needless' });

  expect([...hub.state.log.values()].slice(-2)).toEqual([
    { event: 'create_account_registration_token', value: { account_id }, time: Date.parse(NOW) },
    {
      event: 'create_account',
      value: {
        account_id,
        first_name: 'John00',
        last_name: 'Doe00',
        email_address: 'jd@example.com',
        created_by: '127.0.0.1',
      },
      time: Date.parse(NOW),
    },
  ]);
  expect(hub.state.accounts.get(ADMIN)?.last_active).toBe(null);
});

test('answers alike as documented and as observed', async () => {
  const documented = testHub({ profile: 'documented' });
  const observed = testHub({ profile: 'observed' });
  const calls = [JOHN, JOHN, {}, { ...JOHN, agreed_to_terms: 'false', email_address: 'x@y' }, { last_name: 'a.bc' }];

  for (const call of calls) {
    expect(await observed.as('owner')('create_account', call)).toEqual(
      await documented.as('owner')('create_account', call),
    );
  }
});
