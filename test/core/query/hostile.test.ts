/** Queries that mean ill, or a lot: each is answered, and in time. */

import { expect, test } from 'vitest';
import type { Json, JsonObject } from '../../../src/core/json.ts';
import type { Project } from '../../../src/core/projects/records.ts';
import { DEPTH_LIMIT } from '../../../src/core/query/request.ts';
import { BATCH_LIMIT, userQuery } from '../../../src/core/query/user-query.ts';
import { changed, put } from '../../../src/core/state.ts';
import { id } from '../../hub.ts';
import { A, DATABASE, engine, exampleState, hubOf, P1, P2 } from './example-hub.ts';

const DIALECTS = ['observed', '2026'] as const;

/** As it comes from the wire: with members of these names as its own. */
function parsed(text: string): Json {
  return JSON.parse(text) as Json;
}

function nested(levels: number): Json {
  let value: Json = 1;
  for (let level = 0; level < levels; level += 1) value = { a: value };
  return value;
}

/** How a hub of 2020 prints what it finds under the name in any object. */
function printed(name: string): string {
  const found = Object.getOwnPropertyDescriptor(Object.prototype, name)?.value;
  return typeof found === 'function' ? String(found) : name;
}

test.each(
  DIALECTS.flatMap((dialect) =>
    ['__proto__', 'constructor', 'hasOwnProperty', 'toString'].map((name) => [dialect, name] as const),
  ),
)('%s takes %s for a name like any other, wherever it stands', async (dialect, name) => {
  const { ask } = hubOf(dialect);
  const query = (text: string) => parsed(text.replaceAll('NAME', name).replaceAll('PROJECT', P1));

  expect(await ask(A, query('{"NAME": {"a": null}}'))).toEqual({
    error: `FATAL: get queries not allowed for table '${name}'`,
  });
  expect(await ask(A, query('{"NAME": {"a": 1}}'))).toEqual({ error: `FATAL: table '${name}' does not exist` });
  expect(await ask(A, query('{"projects": {"NAME": null}}'))).toEqual({
    error: `FATAL: user get query not allowed for projects.${dialect === 'observed' ? printed(name) : name}`,
  });
  expect(await ask(A, query('{"projects": {"project_id": "PROJECT", "NAME": 1}}'))).toEqual({
    error: `FATAL: changing projects.${name} not allowed`,
  });
  expect(await ask(A, { projects: { title: null } }, query('[{"NAME": 1}]'))).toEqual({
    error: `unknown option '${name}'`,
  });
  expect(await ask(A, query('{"projects_all": {"title": {"NAME": "x"}, "project_id": null}}'))).toEqual({ result: {} });
  expect(await ask(A, { projects_all: { project_id: null } }, [{ order_by: name }])).toEqual({
    error: `${DATABASE[dialect]} column "${name.toLowerCase()}" does not exist`,
  });
  expect(await ask(A, query('{"projects": {"project_id": "PROJECT", "env": {"NAME": {"a": 1}}}}'))).toEqual({
    result: {},
  });
  expect(await ask(A, query('{"projects": {"project_id": "PROJECT", "env": {"NAME": {"b": 2}}}}'))).toEqual({
    result: {},
  });
  expect(await ask(A, { projects: { project_id: P1, env: null } })).toEqual({
    result: query('{"projects": {"project_id": "PROJECT", "env": {"NAME": {"a": 1, "b": 2}}}}'),
  });
  expect(({} as JsonObject).a).toBeUndefined();
});

test('a name like __proto__ as the account to act as, or as anybody’s id, is nobody', async () => {
  const { ask } = engine('observed');

  expect(await ask('__proto__', { projects_all: { project_id: P1, title: null } })).toEqual({
    error: 'FATAL: you do not have read access to this project',
  });
  expect(await ask('constructor', { accounts: { first_name: null } })).toEqual({ result: {} });
});

test('values with a toString of their own do not bring the hub down', async () => {
  const odd = { toString: 1, valueOf: 1 };
  const { ask } = hubOf('observed');
  const words = 'cocalc-mock-hub: a real hub never answers a value with a `toString` of its own';

  expect(await ask(A, { projects: { project_id: odd, title: null } })).toEqual({ error: words });
  expect(await ask(A, { projects_all: [{ project_id: null }] }, [{ limit: odd }])).toEqual({ error: words });
  expect(await ask(A, { accounts: { first_name: odd } })).toEqual({
    error: 'cocalc-mock-hub: a real hub never answers a first_name that is no text',
  });
  expect(await ask(A, { projects: { project_id: P1, title: odd } })).toEqual({ result: {} });
  expect(await ask(A, { projects: { project_id: P1, action_request: { action: odd, time: odd } } })).toEqual({
    error: words,
  });
});

test.each(DIALECTS)('%s refuses ten thousand tables in one query', async (dialect) => {
  const query = Object.fromEntries(Array.from({ length: 10_000 }, (_, at) => [`table${at}`, { a: null }]));

  expect(await hubOf(dialect).ask(A, query)).toEqual({ error: 'FATAL: must specify exactly one key in the query' });
});

test('does as many queries in a batch as it says, and not one more', async () => {
  const batch = (length: number) => Array.from({ length }, () => ({ accounts: { first_name: null } }));
  const { ask } = hubOf('observed');

  expect(((await ask(A, batch(BATCH_LIMIT))) as { result: Json[] }).result).toHaveLength(BATCH_LIMIT);
  expect(await ask(A, batch(BATCH_LIMIT + 1))).toEqual({
    error: 'cocalc-mock-hub: this batch has more than 1000 queries',
  });
  expect(await ask(A, batch(10_000))).toEqual({ error: 'cocalc-mock-hub: this batch has more than 1000 queries' });
});

test('takes queries as deep as it says, and not a level more', async () => {
  // The query itself and its table are two levels.
  const deep = (levels: number) => ({ accounts: { ssh_keys: nested(levels - 2) } });
  const { ask } = hubOf('observed');
  const error = 'cocalc-mock-hub: this query is nested more than 100 levels deep';

  expect(await ask(A, deep(DEPTH_LIMIT))).toEqual({ result: {} });
  expect(await ask(A, deep(DEPTH_LIMIT + 1))).toEqual({ error });
  expect(await ask(A, deep(990))).toEqual({ error });
  expect(await ask(A, deep(100_000))).toHaveProperty(
    'error',
    expect.stringContaining('more than 1000 arrays and objects'),
  );
});

/** A project of `A` with a title of so many `a`. */
function longTitled(length: number) {
  const state = exampleState();
  return put(state, 'projects', { ...(state.projects.get(P1) as Project), title: 'a'.repeat(length) });
}

test.each([
  ['(a+)+$', []],
  ['.*', []],
  ['[a]', []],
  ['a', []],
  ['%', [P1, P2]],
  ['a%a', [P1]],
  ['%_'.repeat(500), [P1]],
  [`${'%a'.repeat(500)}b`, []],
] as const)('a pattern is no regular expression: %#', async (pattern, rows) => {
  const { ask } = hubOf('2026', longTitled(1000));
  const query = { projects_all: [{ project_id: null, title: { LIKE: pattern } }] };

  const { result } = (await ask(A, query)) as { result: { projects_all: { project_id: string }[] } };

  expect(result.projects_all.map(({ project_id }) => project_id).sort()).toEqual(rows);
});

test('gives up on a pattern that takes too long, whatever its length', async () => {
  const { ask } = hubOf('2026', longTitled(500_000));

  expect(await ask(A, { projects_all: [{ project_id: null, title: { LIKE: `%${'a'.repeat(250_000)}b` } }] })).toEqual({
    error: 'cocalc-mock-hub: matching this LIKE pattern takes too long',
  });
});

test.each([
  [[{ limit: 1e308 }]],
  [Array.from({ length: 100_000 }, () => ({ limit: 1 }))],
  [[{ order_by: Array.from({ length: 100_000 }, () => 'title').join(',') }]],
  [[{ order_by: ','.repeat(100_000) }]],
  [[{ order_by: `"${'a'.repeat(100_000)}` }]],
])('answers in time with options that are large', async (options) => {
  const outcome = await hubOf('observed').ask(
    A,
    { projects_all: [{ project_id: null, title: null }] },
    options as Json,
  );

  expect(Object.keys(outcome)).toHaveLength(1);
});

test('does not merge into lists that are too long', async () => {
  const { ask } = hubOf('observed');
  const log = (list: Json) => ({ project_log: { id: id('other', 1), project_id: P1, event: { list } } });

  expect(await ask(A, log(Array.from({ length: 9_999 }, () => 1)))).toEqual({ result: {} });
  expect(await ask(A, log([2]))).toEqual({ result: {} });
  expect(await ask(A, log([2, 2]))).toEqual({
    error: 'cocalc-mock-hub: this set merges into a list of more than 10000 elements',
  });
});

test('maps of ten thousand members are merged in time', async () => {
  const wide = (prefix: string) =>
    Object.fromEntries(Array.from({ length: 10_000 }, (_, at) => [`${prefix}${at}`, at]));
  const { ask, state } = hubOf('observed');

  await ask(A, { accounts: { ssh_keys: wide('a') } });
  await ask(A, { accounts: { ssh_keys: wide('b') } });

  expect(Object.keys(state().accounts.get(A)?.columns.ssh_keys ?? {})).toHaveLength(20_000);
});

test('a list of one’s own projects does not look at those of others', () => {
  const start = exampleState();
  let looking = false;
  const foreign = (number: number) => ({
    ...(start.projects.get(P1) as Project),
    project_id: id('project', number),
    users: {},
    get title(): string {
      if (looking) throw new Error('looked at');
      return '';
    },
  });
  let state = start;
  for (let number = 10; number < 1000; number += 1) state = put(state, 'projects', foreign(number));
  looking = true;

  for (const dialect of DIALECTS) {
    for (const table of ['projects', 'projects_all', 'collaborators', 'project_log', 'mentions', 'file_use']) {
      const field = table === 'collaborators' ? 'account_id' : 'project_id';
      const query = { [table]: [{ [field]: null }] };
      expect(() => userQuery(changed(state, { dialect }), { query, account_id: A })).not.toThrow();
    }
  }
});
