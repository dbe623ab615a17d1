import { expect, test } from 'vitest';
import type { JsonObject } from '../../../src/core/json.ts';
import { update } from '../../../src/core/state.ts';
import type { WorldAccount } from '../../../src/hub/world/shape.ts';
import { ADMIN, id, NOW, OWNER, testHub, untyped } from '../../hub.ts';

const DAY = 86_400_000;
const CREATED = '2020-01-01T00:00:00.000Z';

/** Accounts with first and last names: `{ foo: 'Foo Bar' }` has the id `account(100)`, the next `account(101)`, …. */
function named(names: Record<string, string | WorldAccount>): Record<string, WorldAccount> {
  return Object.fromEntries(
    Object.entries(names).map(([key, account], index) => {
      const given = typeof account === 'string' ? withNames(account) : account;
      return [key, { account_id: numbered(index), created: CREATED, ...given }];
    }),
  );
}

function withNames(name: string): WorldAccount {
  const [first_name = '', last_name = ''] = name.split(' ');
  return { first_name, last_name };
}

function numbered(index: number): string {
  return id('account', 100 + index);
}

type Hub = ReturnType<typeof testHub>;

/** The names that a search finds, in order: `['foo bar']`; or the error. */
async function search(world: Hub, query: unknown, options: object = {}, as = 'owner'): Promise<unknown> {
  const answer = await world.as(as)('user_search', { query, ...options });
  if (answer.event !== 'user_search_results') return answer.error;
  return (answer.results as JsonObject[]).map(({ first_name, last_name }) => `${first_name} ${last_name}`.trim());
}

function observed(accounts: Record<string, string | WorldAccount>) {
  return testHub({ accounts: named(accounts), profile: 'observed' });
}

function documented(accounts: Record<string, string | WorldAccount>) {
  return testHub({ accounts: named(accounts) });
}

test('finds an account by its address, and tells that, as documented', async () => {
  const { as } = documented({ jd: { ...withNames('John Doe'), email_address: 'jd@m.local' } });

  expect(await as('owner')('user_search', { id: 1, query: ' JD@m.local ' })).toEqual({
    event: 'user_search_results',
    id: 1,
    results: [{ account_id: numbered(0), first_name: 'John', last_name: 'Doe', email_address: 'jd@m.local' }],
  });
});

test('finds accounts by names, and keeps their addresses to itself, as documented', async () => {
  const { as } = documented({ jd: { ...withNames('John Doe'), email_address: 'jd@m.local' }, nobody: {} });

  expect(await as('owner')('user_search', { id: 1, query: 'john' })).toEqual({
    event: 'user_search_results',
    id: 1,
    results: [{ account_id: numbered(0), first_name: 'John', last_name: 'Doe' }],
  });
});

test('tells more of an account found by its address, as observed', async () => {
  const world = observed({ jd: { ...withNames('John Doe'), email_address: 'jd@m.local' } });
  world.hub.update((state) => {
    const email_address_verified = { 'jd@m.local': Date.parse(NOW) };
    return update(state, 'accounts', numbered(0), (account) => ({ ...account, email_address_verified }));
  });

  expect(await world.as('owner')('user_search', { id: 1, query: 'jd@m.local' })).toEqual({
    event: 'user_search_results',
    id: 1,
    results: [
      {
        account_id: numbered(0),
        first_name: 'John',
        last_name: 'Doe',
        email_address: 'jd@m.local',
        last_active: null,
        created: CREATED,
        email_address_verified: { 'jd@m.local': NOW },
      },
    ],
  });
});

test('tells when those found by name were made and last active, as observed', async () => {
  const { as } = observed({ jd: { first_name: 'John', last_active: NOW } });

  expect(await as('owner')('user_search', { id: 1, query: 'john' })).toMatchObject({
    results: [{ account_id: numbered(0), first_name: 'John', last_name: null, last_active: NOW, created: CREATED }],
  });
});

test('takes a blank key, as documented', async () => {
  const { hub } = documented({ jd: 'John Doe' });
  const answer = await hub.call('v1/user_search', { query: 'john' }, { key: '' });

  expect(answer).toMatchObject({ kind: 'success', body: { results: [{ first_name: 'John' }] } });
});

test('takes no blank key, as observed', async () => {
  const { hub } = observed({ jd: 'John Doe' });

  expect(await hub.call('v1/user_search', { query: 'john' }, { key: '' })).toMatchObject({
    kind: 'rejection',
    body: { error: 'No account found. Is your API key wrong?' },
  });
});

test('finds who is searched for by the beginning of a name, in whatever case, but nobody deleted', async () => {
  const world = documented({ a: 'Foo Bar', b: 'Bar FOOxyz', c: 'Xfoo Bar', d: 'Fo Bar', gone: 'Foo Gone' });

  await world.as('owner')('delete_account', { account_id: numbered(4) });

  expect(await search(world, 'fOO')).toEqual(['Bar FOOxyz', 'Foo Bar']);
});

test('finds those whose two names begin with the two terms, in either order', async () => {
  for (const world of [documented({}), observed({})]) {
    const accounts = { a: 'foo bar', b: 'bar123 fooxyz', c: 'Foo Bar', d: 'Xfoo YBar', e: 'foo xbar', f: 'foo' };
    const all = testHub({ accounts: named(accounts), profile: world.hub.state.profile });

    const found = ['bar123 fooxyz', 'foo bar', 'Foo Bar'];
    expect(await search(all, 'foo bar')).toEqual(found);
    expect(await search(all, ' bar \t FOO')).toEqual(found);
  }
});

test('takes one name for both terms only as observed', async () => {
  const accounts = { a: 'foobar other', b: 'other foobar', c: { first_name: 'foobar' } };

  expect(await search(documented(accounts), 'foo foob')).toEqual([]);
  expect(await search(observed(accounts), 'foo foob')).toEqual(['foobar null', 'foobar other', 'other foobar']);
});

test('takes three terms and more', async () => {
  const accounts = { a: 'anna maria', b: 'anna berta' };

  for (const world of [documented(accounts), observed(accounts)]) {
    expect(await search(world, 'an ma mar')).toEqual(['anna maria']);
  }
});

test('searches for several names and addresses at once', async () => {
  const world = documented({
    a: { ...withNames('Anna Apple'), email_address: 'anna@example.com' },
    b: { ...withNames('Berta Beech'), email_address: '"berta"@example.com' },
    c: 'Carla Cedar',
    d: 'Dora Date',
  });
  const found = ['Anna Apple', 'Berta Beech', 'Carla Cedar', 'Dora Date'];

  expect(await search(world, 'anna@example.com, Beech;carla\nDat')).toEqual(found);
  expect(await search(world, 'Nobody <ANNA@example.com> "berta"@example.com,carl,,dora;')).toEqual(found);
});

test('drops what has an at sign and is no address', async () => {
  const world = documented({ a: { ...withNames('Foo Bar'), email_address: 'foo@example.com' } });

  expect(await search(world, 'foo @bar')).toEqual([]);
  expect(await search(world, '<<foo@example.com>')).toEqual([]);
  expect(await search(world, '<foo@example.com')).toEqual([]);
  expect(await search(world, '<foo@example.com>>')).toEqual([]);
  expect(await search(world, '<foo@example.com>,')).toEqual(['Foo Bar']);
});

test.each(['', ' , ;\n', 5, ['foo'], { foo: 1 }])('finds nobody for %j', async (query) => {
  const world = documented({ a: 'Foo 5' });

  expect(await search(world, query)).toEqual([]);
});

test('tells of an account once for its address, but again for its name', async () => {
  const accounts = { a: { ...withNames('Foo Bar'), email_address: 'foo@example.com' } };

  for (const world of [documented(accounts), observed(accounts)]) {
    expect(await search(world, 'foo@example.com, FOO@example.com, foo, bar, foo bar')).toEqual(['Foo Bar', 'Foo Bar']);
  }
});

test('takes % and _ for what they are to the database, and \\ as well', async () => {
  const world = observed({ a: 'Foo Bar', b: 'F_o Baz', c: { email_address: 'x@y' }, d: 'F%o Bam', e: '\\o Bat' });
  const everybody = ['\\o Bat', 'Admin Person', 'F%o Bam', 'F_o Baz', 'Foo Bar', 'Other Person', 'Owner Person'];

  expect(await search(world, '%')).toEqual(everybody);
  expect(await search(world, 'f_o ba')).toEqual(['F%o Bam', 'F_o Baz', 'Foo Bar']);
  expect(await search(world, 'f\\_o')).toEqual(['F_o Baz']);
  expect(await search(world, 'f\\%')).toEqual(['F%o Bam']);
  expect(await search(world, '%r')).toEqual(expect.arrayContaining(['Foo Bar', 'Owner Person']));
  expect(await search(world, '\\\\o')).toEqual(['\\o Bat']);
});

test('orders by name, and namesakes by when they were active, or made', async () => {
  const { as } = observed({
    older: { ...withNames('Foo Bar'), created: '2020-01-01T00:00:00.000Z' },
    active: { ...withNames('foo bar'), created: '2019-01-01T00:00:00.000Z', last_active: '2020-06-01T00:00:00.000Z' },
    newer: { ...withNames('FOO BAR'), created: '2020-02-01T00:00:00.000Z' },
    first: { first_name: 'Foo', last_name: 'B' },
    unnamed: { last_name: 'Foo' },
  });

  const { results } = await as('owner')('user_search', { query: 'foo' });

  expect((results as JsonObject[]).map((result) => result.account_id)).toEqual(
    [3, 1, 2, 0, 4].map((index) => numbered(index)),
  );
});

test('tells of those active last when there are too many, and of the never active last of all', async () => {
  const world = documented({
    a: { ...withNames('Foo A'), last_active: '2020-01-01T00:00:00.000Z' },
    b: { ...withNames('Foo B'), last_active: '2020-03-01T00:00:00.000Z' },
    c: { ...withNames('Foo C'), created: '2020-09-01T00:00:00.000Z' },
    d: { ...withNames('Foo D'), last_active: '2020-02-01T00:00:00.000Z' },
  });

  expect(await search(world, 'foo', { limit: 2 })).toEqual(['Foo B', 'Foo D']);
  expect(await search(world, 'foo', { limit: '3' })).toEqual(['Foo A', 'Foo B', 'Foo D']);
  expect(await search(world, 'foo', { limit: 0 })).toEqual([]);
});

const CROWD = Object.fromEntries(
  Array.from({ length: 60 }, (_, index) => [
    `crowd${index}`,
    { ...withNames(`Crowd ${String(index).padStart(2, '0')}`), email_address: `crowd${index}@example.com` },
  ]),
);
const ALL_ADDRESSES = Object.values(CROWD)
  .map(({ email_address }) => email_address)
  .join(',');

async function countFound(world: Hub, query: string, options: object = {}, as = 'owner'): Promise<number> {
  return ((await search(world, query, options, as)) as unknown[]).length;
}

test('tells of 20 by default, and of 50 at the most', async () => {
  for (const world of [documented(CROWD), observed(CROWD)]) {
    expect(await countFound(world, 'crowd')).toBe(20);
    expect(await countFound(world, 'crowd', { limit: 49 })).toBe(49);
    expect(await countFound(world, 'crowd', { limit: 50 })).toBe(50);
    expect(await countFound(world, 'crowd', { limit: 51 })).toBe(50);
    expect(await countFound(world, 'crowd', { limit: '1000000000000' })).toBe(50);
  }
});

test('counts those found by their address as well, as documented', async () => {
  const world = documented(CROWD);

  expect(await countFound(world, ALL_ADDRESSES, { limit: 100 })).toBe(50);
  expect(await countFound(world, 'crowd0@example.com, crowd', { limit: 3 })).toBe(3);
  expect(await search(world, 'crowd59@example.com, crowd', { limit: 1 })).toEqual(['Crowd 59']);
});

test('counts those found by name only, as observed', async () => {
  const world = observed(CROWD);

  expect(await countFound(world, ALL_ADDRESSES, { limit: 3 })).toBe(60);
  expect(await countFound(world, 'crowd0@example.com, crowd', { limit: 3 })).toBe(4);
  expect(await countFound(world, 'crowd0@example.com', { limit: -1 })).toBe(1);
});

test.each([
  [-1, 'LIMIT must not be negative'],
  ['-1', 'LIMIT must not be negative'],
  [2.5, 'invalid input syntax for type integer: "2.5"'],
  ['', 'invalid input syntax for type integer: ""'],
  ['many', 'invalid input syntax for type integer: "many"'],
  [['3'], 'invalid input syntax for type integer: "{"3"}"'],
  [false, 'invalid input syntax for type integer: "false"'],
  ['-3000000000', 'value "-3000000000" is out of range for type integer'],
])('refuses the limit %j in the words of the database', async (limit, words) => {
  for (const world of [documented({ a: 'Foo' }), observed({ a: 'Foo' })]) {
    expect(await search(world, 'foo', { limit })).toBe(`postgresql Error: ${words}`);
  }
});

test('tells of those active or made in an interval, its beginning included', async () => {
  const at = (ms: number) => new Date(Date.parse(NOW) - ms).toISOString();
  const world = documented({
    a: { ...withNames('Foo A'), last_active: at(2 * DAY) },
    b: { ...withNames('Foo B'), last_active: at(2 * DAY + 1) },
    c: { ...withNames('Foo C'), created: at(2 * DAY) },
    d: { ...withNames('Foo D'), created: at(2 * DAY + 1), email_address: 'd@example.com' },
    e: { ...withNames('Foo E'), last_active: at(3 * DAY), created: at(DAY) },
  });

  expect(await search(world, 'foo', { active: '2 days' })).toEqual(['Foo A', 'Foo C', 'Foo E']);
  expect(await search(world, 'foo', { active: '2 days 1 ms' })).toEqual(['Foo A', 'Foo B', 'Foo C', 'Foo D', 'Foo E']);
  expect(await search(world, 'foo', { active: '' })).toHaveLength(5);
  expect(await search(world, 'd@example.com', { active: '2 days' })).toEqual(['Foo D']);
});

test('refuses an interval that is none, where a name is searched for, before it looks at the limit', async () => {
  const accounts = { a: { ...withNames('Foo Bar'), email_address: 'a@b' } };

  for (const world of [documented(accounts), observed(accounts)]) {
    expect(await search(world, 'foo', { active: 'recently', limit: 'many' })).toBe(
      'postgresql Error: invalid input syntax for type interval: "recently"',
    );
    expect(await search(world, 'a@b', { active: 'recently' })).toEqual(['Foo Bar']);
  }
});

test('does not simulate a search for more terms than the database takes', async () => {
  const world = documented({ a: 'Foo Bar' });

  expect(await search(world, 'foo,'.repeat(65_533))).toEqual(['Foo Bar']);
  expect((await world.as('owner')('user_search', { query: 'foo '.repeat(65_534) })).error).toBe(
    'cocalc-mock-hub does not simulate a search for more than 65533 terms: the database takes no more',
  );
});

test('marks its caller as active, also when the search is refused, but not when it is refused to an admin of nothing', async () => {
  const world = observed({});
  const lastActive = () => world.hub.state.accounts.get(OWNER)?.last_active;

  await search(world, 'foo', { admin: true });
  expect(lastActive()).toBe(null);

  await search(world, 'foo', { limit: -1 });
  expect(lastActive()).toBe(Date.parse(NOW));

  world.clock.advance(119_999);
  await search(world, 'foo');
  expect(lastActive()).toBe(Date.parse(NOW));
  world.clock.advance(1);
  await search(world, 'foo');
  expect(lastActive()).toBe(Date.parse(NOW) + 120_000);
});

test('lets nobody but admins search like an admin, whatever form the wish has', async () => {
  const refused = 'must be logged in and a member of the admin group';
  const world = documented({ a: 'Foo' });

  expect(await search(world, 'foo', { admin: true })).toBe(refused);
  expect(await search(world, 'foo', { admin: 'false' })).toBe(refused);
  expect(await search(world, 'foo', { admin: '' })).toEqual(['Foo']);
  expect((await world.hub.call(untyped('v1/user_search'), { query: 'foo', admin: 1 }, { key: '' })).body).toMatchObject(
    {
      event: 'error',
      error: refused,
    },
  );
});

const KNOWN = {
  jd: { ...withNames('John Doe'), email_address: 'jd@m.local', last_active: NOW },
  jill: { ...withNames('Jill Hill'), email_address: 'john.hill@m.local', banned: true },
};

test('tells admins one account by its id or its address, without what it has not, as observed', async () => {
  const { as } = testHub({ accounts: named(KNOWN), profile: 'observed' });
  const john = {
    account_id: numbered(0),
    first_name: 'John',
    last_name: 'Doe',
    email_address: 'jd@m.local',
    last_active: NOW,
    created: CREATED,
  };
  const results = async (query: string) => (await as('admin')('user_search', { query, admin: true })).results;

  expect(await results(numbered(0))).toEqual([john]);
  expect(await results(numbered(0).toUpperCase())).toEqual([john]);
  expect(await results('jd@m.local')).toEqual([john]);
  expect(await results('john.hill@m.local')).toMatchObject([{ first_name: 'Jill', banned: true }]);
  expect(await results('JD@m.local')).toEqual([]);
  expect(await results('nobody@m.local')).toEqual([]);
  expect(await results(id('account', 999))).toEqual([]);
});

test('tells admins a deleted account by its id, but by nothing else', async () => {
  const { as } = testHub({ accounts: named(KNOWN) });
  await as('owner')('delete_account', { account_id: numbered(0) });

  expect((await as('admin')('user_search', { query: numbered(0), admin: true })).results).toEqual([
    { account_id: numbered(0), first_name: 'John', last_name: 'Doe' },
  ]);
  expect((await as('admin')('user_search', { query: 'doe', admin: true })).results).toEqual([]);
});

test('finds admins what is anywhere in names and addresses', async () => {
  for (const profile of ['documented', 'observed'] as const) {
    const world = testHub({ accounts: named(KNOWN), profile });
    const admin = { admin: true };

    expect(await search(world, 'OH', admin, 'admin')).toEqual(['Jill Hill', 'John Doe']);
    expect(await search(world, ' jd@m.local', admin, 'admin')).toEqual(['John Doe']);
    expect(await search(world, 'hil ohn', admin, 'admin')).toEqual(['Jill Hill']);
    expect(await search(world, 'j_h_ d', admin, 'admin')).toEqual(['John Doe']);
    expect(await search(world, 'doe, hill', admin, 'admin')).toEqual(['Jill Hill', 'John Doe']);
    expect(await search(world, 'd@m.local;', admin, 'admin')).toEqual(['John Doe']);
    expect(await search(world, ',', admin, 'admin')).toEqual([]);
  }
});

test('tells admins the addresses, and what else was observed', async () => {
  const documentedRow = {
    account_id: numbered(1),
    first_name: 'Jill',
    last_name: 'Hill',
    email_address: 'john.hill@m.local',
  };
  const results = async (profile: 'documented' | 'observed') => {
    const { as } = testHub({ accounts: named(KNOWN), profile });
    return (await as('admin')('user_search', { query: 'hill', admin: true })).results;
  };

  expect(await results('documented')).toEqual([documentedRow]);
  expect(await results('observed')).toEqual([{ ...documentedRow, last_active: null, created: CREATED, banned: true }]);
});

test('does not ask admins for activity, and caps what they are told as documented only', async () => {
  const options = { admin: true, limit: 1000, active: 'recently' };

  expect(await countFound(documented(CROWD), 'crowd', options, 'admin')).toBe(50);
  expect(await countFound(observed(CROWD), 'crowd', options, 'admin')).toBe(60);
  expect(await countFound(observed(CROWD), 'crowd', { admin: true }, 'admin')).toBe(20);
  expect(await search(observed(CROWD), 'crowd', { admin: true, limit: -1 }, 'admin')).toBe(
    'postgresql Error: LIMIT must not be negative',
  );
});

test('finds admins like anybody when they do not ask for more', async () => {
  const world = testHub({ accounts: named(KNOWN) });

  expect(await search(world, 'oh', {}, 'admin')).toEqual([]);
  expect(await search(world, 'adm', {}, 'admin')).toEqual(['Admin Person']);
  expect(world.hub.state.accounts.get(ADMIN)?.last_active).toBe(Date.parse(NOW));
});
