/** The shapes of queries, whether they get or set, and what is filled in. */
import { expect, test } from 'vitest';
import type { Json } from '../../../src/core/json.ts';
import { userQuery } from '../../../src/core/query/user-query.ts';
import { A, AD, B, engine, exampleState, hubOf, P1, STRANGER, T } from './example-hub.ts';

const DIALECTS = ['observed', '2026'] as const;
const not = (table: string) => `FATAL: invalid user_query of '${table}' -- query must be an object`;
const ONE_KEY = 'FATAL: must specify exactly one key in the query';
const title = { projects: { project_id: P1, title: null } };
const titled = (text: string) => ({ projects: { project_id: P1, title: text } });

const malformed: readonly [Json, string][] = [
  [{}, not('undefined')],
  [{ projects: [] }, not('projects')],
  [{ projects: null }, not('projects')],
  [{ projects: 'x' }, not('projects')],
  [{ projects: 5 }, not('projects')],
  [{ projects: [null] }, not('projects')],
  [{ projects: ['x'] }, not('projects')],
  [{ projects: {}, accounts: {} }, ONE_KEY],
  [{ projects: [{}, {}] }, 'FATAL: array of length > 1 not yet implemented'],
  [5, not('undefined')],
  [true, not('undefined')],
];

test.each(DIALECTS.flatMap((dialect) => malformed.map((row) => [dialect, ...row] as const)))(
  '%s refuses the query %j with: %s',
  async (dialect, query, error) => {
    expect(await hubOf(dialect).ask(A, query)).toEqual({ error });
  },
);

test.each([
  ['observed', 'xy', not('undefined')],
  ['observed', '', not('undefined')],
  ['2026', 'xy', ONE_KEY],
  ['2026', 'x', not('0')],
  ['2026', '', not('undefined')],
] as const)('%s refuses the text %j with: %s', async (dialect, query, error) => {
  // An empty text counts as missing before v1 gets to it.
  expect(await engine(dialect).ask(A, query)).toEqual({ error });
});

test('the hub of 2026 falls over a query of null', async () => {
  expect(await engine('2026').ask(A, null)).toEqual({
    error: "TypeError: Cannot read properties of undefined (reading 'undefined')",
  });
});

test('the hub of 2020 never answers null in a batch, or among the options', async () => {
  const { ask } = hubOf('observed');
  const never = (what: string) => ({ error: `cocalc-mock-hub: a real hub never answers ${what}` });

  expect(await ask(A, [null])).toEqual(never('a batch that holds null'));
  expect(await ask(A, [title, null])).toEqual(never('a batch that holds null'));
  expect(await ask(A, title, [null])).toEqual(never('options with null among them'));
  expect(await ask(A, title, [{ limit: 1 }, null])).toEqual(never('options with null among them'));
});

test.each(DIALECTS)(
  '%s answers a batch with a list, an empty one with an empty one, one inside another likewise',
  async (dialect) => {
    const { ask } = hubOf(dialect);

    expect(await ask(A, [])).toEqual({ result: [] });
    expect(await ask(A, [title, [titled('x'), title]])).toEqual({
      result: [titled('T1'), [{}, titled('x')]],
    });
  },
);

test.each(DIALECTS)('%s holds the same options to every query of a batch', async (dialect) => {
  const list = { projects_all: [{ project_id: null }] };

  const { result } = (await hubOf(dialect).ask(A, [list, list], [{ limit: 1 }])) as {
    result: { projects_all: Json[] }[];
  };

  expect(result.map(({ projects_all }) => projects_all.length)).toEqual([1, 1]);
});

test.each(DIALECTS)('%s keeps what a batch inside a batch has set', async (dialect) => {
  const { ask } = hubOf(dialect);

  expect(await ask(A, [titled('a'), [titled('b'), { nope: { a: 1 } }], titled('c')])).toEqual({
    error: "FATAL: table 'nope' does not exist",
  });
  expect(await ask(A, title)).toEqual({ result: titled('b') });
});

test.each([null, undefined, []])('options of %j are none', async (options) => {
  expect(await engine('observed').ask(A, title, options)).toEqual({ result: titled('T1') });
});

test.each([
  [{ limit: 1 }, '{"limit":1}'],
  ['x', '"x"'],
  [5, '5'],
])('options %j must be a list', async (options, text) => {
  expect(await engine('observed').ask(A, title, options)).toEqual({
    error: `FATAL: options (=${text}) must be an array`,
  });
});

test('options inside the list that are no objects are refused in words of ours', async () => {
  expect(await engine('observed').ask(A, title, ['x'])).toEqual({
    error: 'cocalc-mock-hub does not simulate options that are no objects: what hubs make of them is not known',
  });
});

test.each(DIALECTS)('%s gets where there is a null at any depth, and sets where there is none', async (dialect) => {
  const { ask } = hubOf(dialect);
  const env = (value: Json) => ({ projects: { project_id: P1, env: value } });
  const stored = () => ask(A, { projects: { project_id: P1, env: null } });

  expect(await ask(A, env({ map: { deep: 1 } }))).toEqual({ result: {} });
  expect(await stored()).toEqual({ result: env({ map: { deep: 1 } }) });

  // Now all these ask for what equals them, of which there is nothing.
  expect(await ask(A, env({ map: { deep: null } }))).toEqual({ result: {} });
  expect(await ask(A, env({ map: [[null]] }))).toEqual({ result: {} });
  expect(await stored()).toEqual({ result: env({ map: { deep: 1 } }) });
});

test('of several options that say whether it is a set the last one counts', async () => {
  const { ask } = engine('observed');

  expect(await ask(A, titled('x'), [{ set: true }, { set: false }])).toEqual({ result: {} });
  expect(await ask(A, title)).toEqual({ result: titled('T1') });
  expect(await ask(A, titled('x'), [{ set: false }, { set: true }])).toEqual({ result: {} });
  expect(await ask(A, title)).toEqual({ result: titled('x') });
});

test.each(DIALECTS)('%s sets from a list as from an object', async (dialect) => {
  const { ask } = hubOf(dialect);

  expect(await ask(A, { projects: [{ project_id: P1, title: 'x' }] })).toEqual({ result: {} });
  expect(await ask(A, title)).toEqual({ result: titled('x') });
});

test.each(DIALECTS)('%s fills in the caller and the time, as values and as keys', async (dialect) => {
  const { ask } = hubOf(dialect);
  const env = { '{account_id}': '{account_id}', map: { now: '{now}', id: '{project_id}', text: 'not {now}' } };

  expect(await ask(A, { projects: { project_id: P1, env } })).toEqual({ result: {} });
  expect(await ask(A, { projects: { project_id: P1, env: null } })).toEqual({
    result: { projects: { project_id: P1, env: { [A]: A, map: { now: T, id: '{project_id}', text: 'not {now}' } } } },
  });
});

test.each(DIALECTS)('%s lets admins act as somebody else, in gets and in sets', async (dialect) => {
  const { ask } = hubOf(dialect);
  const as = [{ account_id: B }];

  expect(await ask(AD, { accounts: { first_name: 'Bo' } }, as)).toEqual({ result: {} });
  expect(await ask(B, { accounts: { first_name: null } })).toEqual({ result: { accounts: { first_name: 'Bo' } } });
  expect(await ask(AD, { projects: [{ project_id: null, title: 'T1' }] }, as)).toEqual({
    result: { projects: [{ project_id: P1, title: 'T1' }] },
  });
  // Who acts as somebody else has lost the rights of an admin.
  expect(await ask(AD, { site_licenses: [{ id: null }] }, as)).toEqual({ error: 'FATAL: user must be an admin' });
  expect(await ask(STRANGER, [], as)).toEqual({ error: 'user must be admin to sudo' });
});

test('a get leaves the very same state behind', () => {
  const state = exampleState();

  expect(userQuery(state, { query: [title, { accounts: [{ groups: null }] }], account_id: A }).state).toBe(state);
});
