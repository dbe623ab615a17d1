/** The options of gets: how many rows, in which order. */

import { expect, test } from 'vitest';
import type { Dialect } from '../../../src/core/deviations.ts';
import type { Json } from '../../../src/core/json.ts';
import type { Project } from '../../../src/core/projects/records.ts';
import { put, remove } from '../../../src/core/state.ts';
import { id } from '../../hub.ts';
import { A, DATABASE, exampleState, hubOf } from './example-hub.ts';

const DIALECTS = ['observed', '2026'] as const;
const LIST = ['beta', 'alpha', 'gamma', null] as const;

/** `A` owns projects of these titles, each edited a millisecond before the one in front of it. */
function titledProjects(titles: readonly (string | null)[] = LIST) {
  const state = exampleState();
  const [model] = state.projects.values() as Iterable<Project>;
  const empty = [...state.projects.keys()].reduce((rest, key) => remove(rest, 'projects', key), state);
  return titles.reduce(
    (result, title, at) =>
      put(result, 'projects', {
        ...(model as Project),
        project_id: id('project', at),
        title,
        users: { [A]: { group: 'owner' } },
        last_edited: state.now - at,
      }),
    empty,
  );
}

async function titles(dialect: Dialect, table: string, options: Json, state = titledProjects()): Promise<unknown> {
  const outcome = await hubOf(dialect, state).ask(
    A,
    { [table]: [{ project_id: null, title: { '!=': null } }] },
    options,
  );
  if ('error' in outcome) return outcome.error;
  const rows = (outcome.result as Record<string, { project_id: string }[]>)[table] ?? [];
  return rows.map(({ project_id }) => LIST[Number(project_id.slice(-1))]);
}

test.each([
  ['observed', 20],
  ['2026', 300],
] as const)(
  '%s lists the %i projects that were edited last, unless both limit and order are given',
  async (dialect, most) => {
    const state = titledProjects(Array.from({ length: most + 1 }, () => 'x'));
    const count = async (options: Json) => ((await titles(dialect, 'projects', options, state)) as Json[]).length;

    expect(await count([])).toBe(most);
    expect(await count([{ limit: most + 1 }])).toBe(most);
    expect(await count([{ limit: most + 1, order_by: 'title' }])).toBe(most + 1);
    expect(await count([{ limit: most + 1 }, { order_by: 'title' }])).toBe(most + 1);
  },
);

test.each(DIALECTS)('%s sorts null last, and first when descending', async (dialect) => {
  expect(await titles(dialect, 'projects_all', [{ order_by: 'title' }])).toEqual(['alpha', 'beta', 'gamma', null]);
  expect(await titles(dialect, 'projects_all', [{ order_by: '-title' }])).toEqual([null, 'gamma', 'beta', 'alpha']);
  expect(await titles(dialect, 'projects_all', [{ order_by: 'title DESC' }])).toEqual([null, 'gamma', 'beta', 'alpha']);
  expect(await titles(dialect, 'projects_all', [{ order_by: '"title" asc' }])).toEqual([
    'alpha',
    'beta',
    'gamma',
    null,
  ]);
});

test('of an order alone 2020 takes the table’s own, 2026 the caller’s first', async () => {
  expect(await titles('observed', 'projects', [{ order_by: 'title' }])).toEqual([...LIST]);
  expect(await titles('2026', 'projects', [{ order_by: 'title' }])).toEqual(['alpha', 'beta', 'gamma', null]);
});

test('of several orders 2020 takes the last, 2026 all in turn', async () => {
  const orders = [{ order_by: 'users_not' }, { order_by: 'title' }];

  expect(await titles('observed', 'projects_all', orders)).toEqual(['alpha', 'beta', 'gamma', null]);
  expect(await titles('2026', 'projects_all', orders)).toBe('postgresql error: column "users_not" does not exist');
  expect(await titles('2026', 'projects_all', [{ order_by: 'deleted' }, { order_by: '-last_edited' }])).toEqual([
    ...LIST,
  ]);
  expect(await titles('observed', 'projects_all', [{ order_by: 'deleted,title' }])).toEqual([
    'alpha',
    'beta',
    'gamma',
    null,
  ]);
});

test.each(DIALECTS)('%s lets the later of two limits count, and 0 is none', async (dialect) => {
  expect(await titles(dialect, 'projects_all', [{ limit: 1 }, { limit: 2 }, { order_by: 'title' }])).toEqual([
    'alpha',
    'beta',
  ]);
  expect(await titles(dialect, 'projects_all', [{ limit: 0 }])).toEqual([]);
});

test('a limit of null is none in 2020, and the most there is in 2026', async () => {
  expect(await titles('observed', 'projects_all', [{ limit: null }])).toHaveLength(4);
  expect(await titles('2026', 'projects_all', [{ limit: null }])).toHaveLength(4);
});

test.each([
  ['observed', 'x'],
  ['observed', -1],
  ['observed', 1.5],
  ['observed', '1x'],
  ['2026', -1],
] as const)('%s refuses the limit %j', async (dialect, limit) => {
  expect(await titles(dialect, 'projects_all', [{ limit }])).toBe(`ERROR -- opts.limit = '${limit}' is not an integer`);
});

test.each([
  ['2x', 2],
  [1.5, 1],
  ['x', 4],
  [1e9, 4],
] as const)('2026 reads the limit %j as %i of four', async (limit, count) => {
  expect(await titles('2026', 'projects_all', [{ limit }])).toHaveLength(count);
});

test('an apostrophe in an order is refused in 2020', async () => {
  expect(await titles('observed', 'projects_all', [{ order_by: "title'" }])).toBe(
    "ERROR -- detected ' apostrophe in order_by='title''",
  );
});

test('an order of other characters than those of names is refused in 2026', async () => {
  expect(await titles('2026', 'projects_all', [{ order_by: 'lower(title)' }])).toBe(
    "ERROR -- invalid characters in order_by='lower(title)'",
  );
});

test.each([
  ['observed', 'nope'],
  ['2026', '-nope'],
] as const)('%s refuses the unknown column of %s in the words of the database', async (dialect, order_by) => {
  expect(await titles(dialect, 'projects_all', [{ order_by }])).toBe(
    `${DATABASE[dialect]} column "nope" does not exist`,
  );
});

test.each(['lower(title)', 'title; drop', 5, '-title asc', 'users'])(
  'the order %j is SQL that is not read',
  async (order_by) => {
    expect(await titles('observed', 'projects_all', [{ order_by }])).toMatch(
      /^cocalc-mock-hub does not simulate order_by=/,
    );
  },
);

test.each(DIALECTS)('%s runs no query where only changes are asked for', async (dialect) => {
  const { ask } = hubOf(dialect);

  expect(await ask(A, { projects: [{ project_id: null }] }, [{ only_changes: true }])).toEqual({ result: {} });
  expect(await ask(A, { projects: [{ project_id: null, nope: null }] }, [{ only_changes: true }])).toEqual({
    error: 'FATAL: user get query not allowed for projects.nope',
  });
});

test.each(DIALECTS)('%s takes options that do not concern a get, and refuses unknown ones', async (dialect) => {
  const { ask } = hubOf(dialect);
  const query = { accounts: { first_name: null } };

  expect(await ask(A, query, [{ heartbeat: 1 }, { delete: true }, { set: false }])).toEqual({
    result: { accounts: { first_name: 'Fa' } },
  });
  expect(await ask(A, query, [{ offset: 1 }])).toEqual({ error: "unknown option 'offset'" });
});

test('a set takes options that there are not', async () => {
  const { ask } = hubOf('observed');

  expect(await ask(A, { accounts: { first_name: 'x' } }, [{ offset: 1 }])).toEqual({ result: {} });
});

test('an object is answered with the first row of the order', async () => {
  const { ask } = hubOf('observed', titledProjects());
  const query = { projects_all: { project_id: null, title: { '>': 'a' } } };

  expect(await ask(A, query, [{ order_by: '-title' }, { limit: 3 }])).toMatchObject({
    result: { projects_all: { title: 'gamma' } },
  });
  expect(await ask(A, query, [{ limit: 0 }])).toEqual({ result: {} });
});
