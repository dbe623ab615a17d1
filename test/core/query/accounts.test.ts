/** What sets on accounts do, and who sees what of other people. */

import { expect, test } from 'vitest';
import type { Account } from '../../../src/core/accounts/records.ts';
import { usersFound } from '../../../src/core/accounts/users-found.ts';
import type { Json } from '../../../src/core/json.ts';
import { put } from '../../../src/core/state.ts';
import { UNKNOWN } from '../../hub.ts';
import { A, AD, B, exampleState, hubOf, P1, P2, STRANGER } from './example-hub.ts';

const DIALECTS = ['observed', '2026'] as const;

test.each(DIALECTS)('%s keeps 254 characters of a name', async (dialect) => {
  const { ask } = hubOf(dialect);

  await ask(A, { accounts: { first_name: 'f'.repeat(254), last_name: 'l'.repeat(255) } });

  expect(await ask(A, { accounts: { first_name: null, last_name: null } })).toEqual({
    result: { accounts: { first_name: 'f'.repeat(254), last_name: 'l'.repeat(254) } },
  });
});

test('2020 takes empty names, 2026 does not', async () => {
  expect(await hubOf('observed').ask(A, { accounts: { first_name: '' } })).toEqual({ result: {} });
  expect(await hubOf('2026').ask(A, { accounts: { first_name: '', last_name: '' } })).toEqual({
    error: 'first_name must be nonempty',
  });
  expect(await hubOf('2026').ask(A, { accounts: { last_name: '' } })).toEqual({ error: 'last_name must be nonempty' });
});

test.each(['groups', 'api_key', 'created', 'password_hash', 'banned'])('%s cannot be set', async (field) => {
  expect(await hubOf('observed').ask(A, { accounts: { [field]: 'x' } })).toEqual({
    error: `FATAL: changing accounts.${field} not allowed`,
  });
});

test.each(DIALECTS)('%s takes the intent of a sign-up, and does not tell it', async (dialect) => {
  const { ask, state } = hubOf(dialect);

  expect(await ask(A, { accounts: { sign_up_usage_intent: 'teaching' } })).toEqual({ result: {} });
  expect(state().accounts.get(A)?.sign_up_usage_intent).toBe('teaching');
  expect(await ask(A, { accounts: { sign_up_usage_intent: null } })).toEqual({
    error: 'FATAL: user get query not allowed for accounts.sign_up_usage_intent',
  });
});

test('a new name is found by searching for users, and the old one no more', async () => {
  const { ask, state } = hubOf('observed');

  const found = (query: string) => usersFound(state(), { query, active: '', limit: 20 }).map((one) => one.account_id);
  const before = state().accounts.get(A)?.first_name as string;
  expect(found(before)).toContain(A);

  await ask(A, { accounts: { first_name: 'Zoe' } });

  expect(found('zoe')).toEqual([A]);
  expect(found(before)).not.toContain(A);
});

test.each([
  ['', 'Error: name must have at least 1 character'],
  ['x'.repeat(40), 'Error: name must have at most 39 characters'],
  [A, 'Error: name must have at most 39 characters'],
  ['a--b', 'Error: name must not contain consecutive hyphens'],
  ['-a', 'Error: name must contain only a-z,A-Z,0-9, or -, and not start with hyphen.'],
  ['a.b', 'Error: name must contain only a-z,A-Z,0-9, or -, and not start with hyphen.'],
])('2026 refuses the user name %j', async (name, error) => {
  // An id has 36 characters.
  const words = name === A ? 'Error: name must not be a v4 UUID' : error;

  expect(await hubOf('2026').ask(A, { accounts: { name } })).toEqual({ error: words });
});

test('2026 gives each user name to one account, whatever its case', async () => {
  const { ask } = hubOf('2026');

  expect(await ask(A, { accounts: { name: 'x'.repeat(39) } })).toEqual({ result: {} });
  expect(await ask(A, { accounts: { name: 'Fay-1' } })).toEqual({ result: {} });
  expect(await ask(A, { accounts: { name: 'fay-1' } })).toEqual({ result: {} });
  expect(await ask(B, { accounts: { name: 'FAY-1' } })).toEqual({
    error: 'name "FAY-1" is already taken by another organization or account',
  });
  expect(await ask(A, { accounts: { name: 'other' } })).toEqual({ result: {} });
  expect(await ask(B, { accounts: { name: 'FAY-1' } })).toEqual({ result: {} });
});

const balance = { trigger: 5, amount: 10, max_day: 5, max_week: 5, max_month: 5 };

test.each<[Json, string]>([
  [{ ...balance, nope: 1 }, "Error: invalid key 'nope'"],
  [{ ...balance, constructor: 1 }, "Error: invalid key 'constructor'"],
  [{ amount: 10 }, 'Error: trigger must be specified'],
  [{ ...balance, trigger: 4 }, 'Error: trigger must be at least 5'],
  [{ ...balance, trigger: 251 }, 'Error: trigger must be at most 250'],
  [{ ...balance, amount: 9 }, 'Error: amount must be at least 10'],
  [{ ...balance, amount: 251 }, 'Error: amount must be at most 250'],
  [{ ...balance, max_day: 1001 }, 'Error: max_day must be at most 1000'],
  [{ ...balance, max_week: 5001 }, 'Error: max_week must be at most 5000'],
  [{ ...balance, max_month: 10001 }, 'Error: max_month must be at most 10000'],
  [
    { ...balance, period: 'hour' },
    'cocalc-mock-hub does not simulate an auto_balance with another period than day, week or month: the hub refuses it in words that are not known',
  ],
])('2026 refuses the automatic payments %j with: %s', async (auto_balance, error) => {
  expect(await hubOf('2026').ask(A, { accounts: { auto_balance } })).toEqual({ error });
});

test('2026 takes automatic payments at either end of their ranges', async () => {
  const { ask } = hubOf('2026');
  const most = {
    trigger: 250,
    amount: 250,
    max_day: 1000,
    max_week: 5000,
    max_month: 10000,
    period: 'week',
    enabled: true,
  };

  for (const auto_balance of [balance, most]) {
    expect(await ask(A, { accounts: { auto_balance } })).toEqual({ result: {} });
    expect(await ask(A, { accounts: { auto_balance: null } })).toMatchObject({
      result: { accounts: { auto_balance } },
    });
  }
});

test('an admin acting as an account that is not there sees nothing, and makes none', async () => {
  const { ask } = hubOf('observed');
  const as = [{ account_id: UNKNOWN }];

  expect(await ask(AD, { accounts: { first_name: null } }, as)).toEqual({ result: {} });
  expect(await ask(AD, { accounts: { first_name: 'x' } }, as)).toEqual({
    error: 'cocalc-mock-hub does not simulate a query that makes an account: accounts come from sign-ups alone',
  });
});

test.each(DIALECTS)('%s shows the profile of anybody, and of one of all unless told otherwise', async (dialect) => {
  const { ask } = hubOf(dialect);
  await ask(B, { accounts: { profile: { color: 'red' } } });

  expect(await ask(STRANGER, { account_profiles: { account_id: B, profile: null } })).toEqual({
    result: { account_profiles: { account_id: B, profile: { color: 'red' } } },
  });
  const count = async (options: Json) => {
    const { result } = (await ask(A, { account_profiles: [{ account_id: null }] }, options)) as {
      result: { account_profiles: Json[] };
    };
    return result.account_profiles.length;
  };
  expect(await count([])).toBe(1);
  expect(await count([{ limit: 3 }])).toBe(3);
  expect(await ask(A, { account_profiles: [{ account_id: null, email_address: null }] })).toEqual({
    error: 'FATAL: user get query not allowed for account_profiles.email_address',
  });
  expect(await ask(A, { account_profiles: { account_id: B, profile: {} } })).toEqual({
    error: "FATAL: user set queries not allowed for table 'account_profiles'",
  });
});

test.each(DIALECTS)('%s shows collaborators and no one else', async (dialect) => {
  const start = exampleState();
  const { ask } = hubOf(
    dialect,
    put(start, 'accounts', { ...(start.accounts.get(B) as Account), last_active: start.now }),
  );

  expect(await ask(STRANGER, { collaborators: [{ account_id: null }] })).toEqual({ result: { collaborators: [] } });
  expect(await ask(A, { collaborators: [{ account_id: STRANGER, first_name: null }] })).toEqual({
    result: { collaborators: [] },
  });
  expect(
    await ask(A, { collaborators: { account_id: B, first_name: null, last_active: null, profile: null } }),
  ).toEqual({
    result: {
      collaborators: { account_id: B, first_name: '', last_active: '2020-09-17T03:08:33.230Z', profile: null },
    },
  });
  expect(await ask(A, { collaborators_one_project: [{ project_id: P2, account_id: null }] })).toEqual({
    result: { collaborators_one_project: [{ account_id: A }] },
  });
  expect(await ask(STRANGER, { collaborators_one_project: [{ project_id: P1, account_id: null }] })).toMatchObject({
    error: expect.stringMatching(/^FATAL: you do not have read access to this project/),
  });
});

test('2026 shows collaborators by their user names too', async () => {
  const query = { collaborators: [{ account_id: B, name: null }] };

  expect(await hubOf('2026').ask(A, query)).toEqual({ result: { collaborators: [{ account_id: B, name: '' }] } });
  expect(await hubOf('observed').ask(A, query)).toEqual({
    error: 'FATAL: user get query not allowed for collaborators.name',
  });
});
