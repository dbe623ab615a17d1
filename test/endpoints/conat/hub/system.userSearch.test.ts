import { expect, test } from 'vitest';
import type { Json, JsonObject } from '../../../../src/core/json.ts';
import { update } from '../../../../src/core/state.ts';
import type { WorldAccount } from '../../../../src/hub/world/shape.ts';
import { id, NOW, OTHER, PROJECT, testHub } from '../../../hub.ts';

const CREATED = '2020-01-01T00:00:00.000Z';
const created = Date.parse(CREATED);
const ADA = id('account', 10);

const ada: WorldAccount = {
  account_id: ADA,
  first_name: 'Ada',
  last_name: 'Lovelace',
  email_address: 'ada@example.org',
  created: CREATED,
  columns: { name: 'Countess' },
};

type World = ReturnType<typeof testHub>;

/** First names of whom the search finds, in order; or the error. */
async function found({ hubAs }: World, query: Json, options: JsonObject = {}, name = 'owner'): Promise<unknown> {
  const answer = await hubAs(name)('system.userSearch', { query, ...options });
  return Array.isArray(answer) ? answer.map((row) => (row as JsonObject).first_name) : answer;
}

const row = {
  account_id: ADA,
  first_name: 'Ada',
  last_name: 'Lovelace',
  name: 'Countess',
  last_active: null,
  created,
  email_address_verified: null,
};

test('tells of an account found by name everything but its address', async () => {
  const { hubAs } = testHub({ accounts: { ada } });

  expect(await hubAs('owner')('system.userSearch', { query: 'ADA' })).toEqual([row]);
  expect(await hubAs('owner')('system.userSearch', { query: ADA.toUpperCase() })).toEqual([row]);
});

test('tells the address of an account found by it, in any letter case', async () => {
  const { hubAs } = testHub({ accounts: { ada } });
  const withAddress = { ...row, email_address: 'ada@example.org' };

  expect(await hubAs('owner')('system.userSearch', { query: 'ADA@example.ORG' })).toEqual([withAddress]);
  expect(await hubAs('owner')('system.userSearch', { query: 'ada@example.org,' })).toEqual([withAddress]);
});

test('tells an admin who asks as one the address, and whether somebody is banned', async () => {
  const { hubAs } = testHub({ accounts: { ada: { ...ada, banned: true } } });
  const full = { ...row, email_address: 'ada@example.org', banned: true };

  for (const query of ['ada', ADA, 'ada@example.org', 'example.org', 'ada@example.org,zzz']) {
    expect(await hubAs('admin')('system.userSearch', { query, admin: true }), query).toEqual([full]);
  }
  expect(await hubAs('admin')('system.userSearch', { query: 'ada' })).toEqual([row]);
});

test('refuses to let others ask as an admin', async () => {
  expect(await found(testHub(), 'ada', { admin: true })).toEqual({
    error: 'Error: Must be an admin to do admin search.',
  });
});

test('finds a name by all its terms, anywhere in it, and by what stands after an @ in a user name', async () => {
  const world = testHub({ accounts: { ada } });

  for (const query of ['lovel ada', 'velac', '@countess', '@count', 'ess', 'nobody; ada', 'x\nada']) {
    expect(await found(world, query), query).toEqual(['Ada']);
  }
  for (const query of ['ada byron', '@ada', 'example.org', '', ' ', ',', 'no@example.org', 'A@b,ada@x']) {
    expect(await found(world, query), query).toEqual([]);
  }
});

test.each([5, null, true, ['ada'], { a: 1 }])('finds nobody by %j', async (query) => {
  expect(await found(testHub({ accounts: { ada } }), query as Json)).toEqual([]);
});

test('finds nobody without a query', async () => {
  const { hubAs } = testHub();

  expect(await hubAs('owner')('system.userSearch', {})).toEqual([]);
});

test('lists first who was active or made last', async () => {
  const last_active = '2020-06-01T00:00:00Z';
  const world = testHub({
    accounts: { ada, amy: { first_name: 'Amada', created: CREATED, last_active } },
  });

  expect(await found(world, 'ada')).toEqual(['Amada', 'Ada']);
  expect(await found(world, 'admin,owner@example.com,amad,ada@example.org')).toEqual([
    'Owner',
    'Admin',
    'Amada',
    'Ada',
  ]);
});

test('leaves out who is unlisted or deleted, but not if asked for by id or address', async () => {
  const world = testHub({ accounts: { ada: { ...ada, columns: { unlisted: true } } } });
  await world.as('other')('delete_account', { account_id: OTHER });

  expect(await found(world, 'ada')).toEqual([]);
  expect(await found(world, 'ada', { admin: true }, 'admin')).toEqual(['Ada']);
  expect(await found(world, 'ada@example.org')).toEqual(['Ada']);
  expect(await found(world, 'other', { admin: true }, 'admin')).toEqual([]);
  expect(await found(world, OTHER)).toEqual(['Other']);
});

test('tells whether the address is verified', async () => {
  const { hubAs, hub } = testHub({ accounts: { ada } });
  const verify = (email_address: string) =>
    hub.update((state) =>
      update(state, 'accounts', ADA, (account) => ({
        ...account,
        email_address_verified: { [email_address]: Date.parse(NOW) },
      })),
    );

  verify('ada@example.org');
  expect(await hubAs('owner')('system.userSearch', { query: 'ada' })).toMatchObject([{ email_address_verified: true }]);
  verify('old@example.org');
  expect(await hubAs('owner')('system.userSearch', { query: 'ada' })).toMatchObject([
    { email_address_verified: false },
  ]);
});

test('searches by address alone if told so', async () => {
  const world = testHub({ accounts: { ada } });

  expect(await found(world, 'owner,ada@example.org,', { only_email: true })).toEqual(['Ada']);
  expect(await found(world, 'ada', { only_email: true })).toEqual([]);
});

function crowd(size: number): Record<string, WorldAccount> {
  return Object.fromEntries(Array.from({ length: size }, (_, at) => [`c${at}`, { first_name: 'Crowd' }]));
}

test('tells of 20 accounts, or of as many as are wanted up to 50', async () => {
  const world = testHub({ accounts: crowd(60) });
  const count = async (limit?: Json, name = 'owner', admin = false) =>
    ((await found(world, 'crowd', { ...(limit !== undefined && { limit }), admin }, name)) as unknown[]).length;

  expect(await count()).toBe(20);
  expect(await count(null)).toBe(20);
  expect(await count(3)).toBe(3);
  expect(await count('3')).toBe(3);
  expect(await count(50)).toBe(50);
  expect(await count(51)).toBe(50);
  expect(await count(55, 'admin', true)).toBe(55);
  expect(await count(0)).toBe(0);
  expect(await count(-1)).toBe(0);
});

test.each([
  [1.5, '1.5'],
  ['x', 'NaN'],
])('refuses the limit %j where the database reads it', async (limit, text) => {
  const world = testHub({ accounts: { ada } });

  expect(await found(world, 'ada', { limit })).toEqual({
    error: `error: invalid input syntax for type integer: "${text}"`,
  });
  expect(await found(world, '', { limit })).toEqual([]);
});

test('finds for an admin who is in a project by its id', async () => {
  const world = testHub();

  expect(await found(world, PROJECT, { admin: true }, 'admin')).toEqual(['Owner']);
  expect(await found(world, PROJECT)).toEqual([]);
});
