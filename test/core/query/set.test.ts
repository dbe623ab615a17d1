/** Sets: what is checked in which order, and what is written. */

import { expect, test } from 'vitest';
import type { Json } from '../../../src/core/json.ts';
import { changedRows, put } from '../../../src/core/state.ts';
import { id, UNKNOWN } from '../../hub.ts';
import { A, AD, B, DATABASE, exampleState, hubOf, NOBODY, P1, P2, STRANGER, T } from './example-hub.ts';

const DIALECTS = ['observed', '2026'] as const;
const ROW = id('other', 1);

test.each(DIALECTS)('%s looks at sign-in, table, fields, delete, project and key in this order', async (dialect) => {
  const { ask } = hubOf(dialect);
  const options = [{ delete: true }];
  const faults: readonly [string, Json, string, Json?][] = [
    [NOBODY, { nope: { nope: 1 } }, 'FATAL: no anonymous set queries'],
    [A, { nope: { nope: 1 } }, "FATAL: table 'nope' does not exist"],
    [A, { stats: { nope: 1 } }, "FATAL: user set queries not allowed for table 'stats'"],
    [A, { projects: { nope: 1 } }, 'FATAL: must specify projects.project_id'],
    [B, { projects: { project_id: 'abc', nope: 1 } }, 'FATAL: changing projects.nope not allowed'],
    [B, { projects: { project_id: 'abc', title: 'x' } }, 'FATAL: delete from projects not allowed'],
    [
      B,
      { projects: { project_id: 'abc', title: 'x' } },
      `${DATABASE[dialect]} invalid input syntax for type uuid: "abc"`,
      [],
    ],
    [B, { projects: { project_id: UNKNOWN, title: 'x' } }, `FATAL: unknown project_id '${UNKNOWN}'`, []],
    [B, { projects: { project_id: P2, title: 'x' } }, 'FATAL: user must be an admin', []],
  ];

  for (const [as, query, error, chosen = options] of faults) expect(await ask(as, query, chosen)).toEqual({ error });
});

test.each(DIALECTS)('%s does nothing and asks nothing where a set names only who and where', async (dialect) => {
  const { ask, state } = hubOf(dialect);
  const before = state();

  for (const query of [
    { projects: [{}] },
    { projects: { project_id: UNKNOWN } },
    { accounts: { account_id: B } },
    { mentions: {} },
  ]) {
    expect(await ask(STRANGER, query)).toEqual({ result: {} });
  }
  expect(await ask(STRANGER, { projects: { project_id: null } }, [{ set: true }])).toEqual({ result: {} });
  expect(state().projects).toBe(before.projects);
  expect(state().accounts).toBe(before.accounts);
  expect(changedRows(before, state())).toEqual([]);
});

test.each(DIALECTS)('%s takes null for the project for none', async (dialect) => {
  expect(await hubOf(dialect).ask(A, { projects: { project_id: null, title: 'x' } }, [{ set: true }])).toEqual({
    error: 'FATAL: must specify projects.project_id',
  });
});

test.each(DIALECTS)('%s names the table as the query does', async (dialect) => {
  expect(await hubOf(dialect).ask(A, { projects_all: { project_id: P1, created: T } })).toEqual({
    error: 'FATAL: changing projects_all.created not allowed',
  });
});

test.each(DIALECTS)(
  '%s lets admins set what belongs to others, and tells them of projects that are not there',
  async (dialect) => {
    const { ask } = hubOf(dialect);

    expect(await ask(AD, { projects: { project_id: P1, title: 'by admin' } })).toEqual({ result: {} });
    expect(await ask(A, { projects: { project_id: P1, title: null } })).toMatchObject({
      result: { projects: { title: 'by admin' } },
    });
    expect(await ask(AD, { projects: { project_id: UNKNOWN, title: 'x' } })).toEqual({
      error: `FATAL: unknown project_id '${UNKNOWN}'`,
    });
  },
);

test.each(DIALECTS)('%s ignores null in a column: it cannot be cleared', async (dialect) => {
  const { ask } = hubOf(dialect);

  expect(await ask(A, { projects: { project_id: P1, title: null, description: 'd' } }, [{ set: true }])).toEqual({
    result: {},
  });
  expect(await ask(A, { projects: { project_id: P1, title: null, description: null } })).toEqual({
    result: { projects: { project_id: P1, title: 'T1', description: 'd' } },
  });
});

test.each([
  [5, '5'],
  [true, 'true'],
  [{ a: 1 }, '{"a":1}'],
] as const)('a text column holds %j as %j', async (title, text) => {
  const { ask } = hubOf('observed');

  expect(await ask(A, { projects: { project_id: P1, title } })).toEqual({ result: {} });
  expect(await ask(A, { projects: { project_id: P1, title: null } })).toMatchObject({
    result: { projects: { title: text } },
  });
});

test.each([
  ['deleted', 'x', 'postgresql Error: invalid input syntax for type boolean: "x"'],
  ['title', '\0', 'postgresql Error: invalid byte sequence for encoding "UTF8": 0x00'],
])('%s of %j is refused with: %s', async (field, value, error) => {
  const { ask, state } = hubOf('observed');

  const before = state().projects;

  expect(await ask(A, { projects: { project_id: P1, description: 'new', [field]: value } })).toEqual({ error });
  expect(state().projects).toBe(before);
});

/** What a map of A's account holds after the sets in turn, or the words of the last refusal. */
async function mapAfter(...sets: Json[]): Promise<unknown> {
  const { ask } = hubOf('observed');
  let last: unknown;
  for (const ssh_keys of sets) last = await ask(A, { accounts: { ssh_keys } }, [{ set: true }]);
  if ((last as { error?: string }).error !== undefined) return (last as { error: string }).error;
  return ((await ask(A, { accounts: { ssh_keys: null } })) as { result: { accounts: { ssh_keys: Json } } }).result
    .accounts.ssh_keys;
}

test.each<[string, Json[], Json]>([
  [
    'maps are merged at any depth',
    [{ a: { b: { c: 1 } } }, { a: { b: { d: 2 }, e: 3 } }],
    { a: { b: { c: 1, d: 2 }, e: 3 } },
  ],
  ['missing levels are made', [{ a: { b: { c: 1 } } }], { a: { b: { c: 1 } } }],
  [
    'null removes',
    [
      { a: 1, b: { c: 1, d: 2 } },
      { a: null, b: { c: null } },
    ],
    { b: { d: 2 } },
  ],
  ['null removes nothing where nothing is', [{ a: 1 }, { b: null }], { a: 1 }],
  ['a scalar takes the place of anything', [{ a: { b: 1 } }, { a: 2 }], { a: 2 }],
  ['a list becomes an object', [{ a: ['x', 'y'] }], { a: { 0: 'x', 1: 'y' } }],
  ['an empty list becomes an empty object', [{ a: [] }], { a: {} }],
  ['an empty object leaves a scalar alone', [{ a: 1 }, { a: {} }], { a: 1 }],
  ['a text is spread by its characters', ['ab'], { 0: 'a', 1: 'b' }],
  ['a number comes to nothing', [5], {}],
  ['an object does not go into a scalar', [{ a: 1 }, { a: { b: 1 } }], 'postgresql Error: cannot set path in scalar'],
  [
    'nothing can be removed from a scalar',
    [{ a: 1 }, { a: { b: null } }],
    'postgresql Error: cannot delete path in scalar',
  ],
  [
    'inherited names are names like others',
    [{ constructor: { prototype: 1 } }, { constructor: { name: 2 } }],
    { constructor: { prototype: 1, name: 2 } },
  ],
])('%s', async (_law, sets, stored) => {
  expect(await mapAfter(...sets)).toEqual(stored);
});

/** What the event of a log entry holds, which begins as a list, after the set; a new row keeps lists. */
async function listAfter(list: Json[], set: Json): Promise<unknown> {
  const { ask } = hubOf('observed');
  await ask(A, { project_log: { id: ROW, project_id: P1, event: { list } } });
  const answer = await ask(A, { project_log: { id: ROW, project_id: P1, event: { list: set } } }, [{ set: true }]);
  if ('error' in answer) return answer.error;
  const { result } = (await ask(A, { project_log_all: { id: ROW, event: null } })) as {
    result: { project_log_all: { event: { list: Json } } };
  };
  return result.project_log_all.event.list;
}

test.each<[string, Json[], Json, unknown]>([
  ['indices that are there are overwritten', ['a', 'b', 'c'], ['x', 'y'], ['x', 'y', 'c']],
  ['an index past the end is the end', ['a'], { 7: 'z' }, ['a', 'z']],
  ['a negative index counts from the end', ['a', 'b'], { '-1': 'z' }, ['a', 'z']],
  ['an index before the beginning is the beginning', ['a'], { '-5': 'z' }, ['z', 'a']],
  ['null removes an element', ['a', 'b'], { 0: null }, ['b']],
  ['null removes nothing past the end', ['a'], { 3: null }, ['a']],
  ['objects in lists are merged', [{ a: 1 }], [{ b: 2 }], [{ a: 1, b: 2 }]],
  ['a name is no index', ['a'], { x: 1 }, 'postgresql Error: path element at position 1 is not an integer: "x"'],
])('of a stored list, %s', async (_law, list, set, stored) => {
  expect(await listAfter(list, set)).toEqual(stored);
});

test('a new row holds maps as they were sent', async () => {
  const { ask } = hubOf('observed');
  const event = { list: ['a', { b: null }], nothing: null };

  await ask(A, { project_log: { id: ROW, project_id: P1, event } }, [{ set: true }]);

  expect(await ask(A, { project_log_all: { id: ROW, event: null } })).toEqual({
    result: { project_log_all: { id: ROW, event } },
  });
});

test('only the fields that are named change', async () => {
  const { ask } = hubOf('observed');
  await ask(A, { project_log: { id: ROW, project_id: P1, time: T, event: { a: 1 } } });

  await ask(A, { project_log: { id: ROW, project_id: P1, time: '2020-09-16T00:00:00Z' } });

  expect(await ask(A, { project_log: [{ id: null, time: null, account_id: null, event: null }] })).toEqual({
    result: { project_log: [{ id: ROW, time: '2020-09-16T00:00:00.000Z', account_id: A, event: { a: 1 } }] },
  });
});

test.each([
  ['2020-01-02', '2020-01-02T00:00:00.000Z'],
  ['2020-01-02T03:04', '2020-01-02T03:04:00.000Z'],
  ['2020-01-02 03:04:05.678', '2020-01-02T03:04:05.678Z'],
  ['2020-01-02T03:04:05+02:00', '2020-01-02T01:04:05.000Z'],
  ['Thu, 02 Jan 2020 03:04:05 GMT', '2020-01-02T03:04:05.000Z'],
  [1577934245678, '2020-01-02T03:04:05.678Z'],
])('the time %j is stored as %s', async (time, stored) => {
  const { ask } = hubOf('observed');

  expect(await ask(A, { project_log: { id: ROW, project_id: P1, time } })).toEqual({ result: {} });
  expect(await ask(A, { project_log_all: { id: ROW, time: null } })).toEqual({
    result: { project_log_all: { id: ROW, time: stored } },
  });
});

test.each(DIALECTS)('%s refuses what is no time in the words of the database', async (dialect) => {
  expect(await hubOf(dialect).ask(A, { project_log: { project_id: P1, time: 'soon' } })).toEqual({
    error: `${DATABASE[dialect]} invalid input syntax for type timestamp: "soon"`,
  });
});

test.each(DIALECTS)('%s stores no row without its key', async (dialect) => {
  const { ask, state } = hubOf(dialect);

  expect(await ask(A, { project_invite_tokens: { project_id: P1, usage_limit: 1 } })).toEqual({
    error: `${DATABASE[dialect]} null value in column "token" of relation "project_invite_tokens" violates not-null constraint`,
  });
  expect(await ask(A, { mentions: { project_id: P1, target: B, source: A } })).toEqual({
    error: `${DATABASE[dialect]} null value in column "path" of relation "mentions" violates not-null constraint`,
  });
  expect(state().mentions.size).toBe(0);
});

test('the row of another project is not overwritten by its key, as hubs would', async () => {
  const row = { id: ROW, project_id: P2, event: { secret: 1 } };
  const { ask, state } = hubOf('observed', put(exampleState(), 'project_log', row));

  expect(await ask(B, { project_log: { id: ROW, project_id: P1, event: { mine: 1 } } })).toEqual({
    error:
      "cocalc-mock-hub does not simulate a set on a row of 'project_log' that belongs to another project: hubs let it happen, since they look up the row by its key alone",
  });
  expect(state().project_log.get(ROW)).toBe(row);
  // Who may write to both projects moves the row, as hubs do.
  expect(await ask(A, { project_log: { id: ROW, project_id: P1, event: { mine: 1 } } })).toEqual({ result: {} });
  expect(await ask(B, { project_log_all: [{ id: ROW, project_id: P1, event: null }] })).toMatchObject({
    result: { project_log_all: [{ event: { secret: 1, mine: 1 } }] },
  });
});

test.each(DIALECTS)('%s sets the course of a project for its owner and for admins alone', async (dialect) => {
  const { ask } = hubOf(dialect);
  const course = (name: string) => ({ projects_owner: { project_id: P1, course: { name } } });

  expect(await ask(A, { projects_owner: { course: { name: 'x' } } })).toEqual({
    error: 'FATAL: must specify projects_owner.project_id',
  });
  expect(await ask(B, course('b'))).toEqual({ error: 'FATAL: user must be an admin' });
  expect(await ask(A, course('a'))).toEqual({ result: {} });
  expect(await ask(AD, course('ad'))).toEqual({ result: {} });
  expect(await ask(B, { projects: { project_id: P1, course: null } })).toMatchObject({
    result: { projects: { course: { name: 'ad' } } },
  });
});

test('the course can be set by collaborators in 2020, and no more in 2026', async () => {
  expect(await hubOf('observed').ask(B, { projects: { project_id: P1, course: { a: 1 } } })).toEqual({ result: {} });
  expect(await hubOf('2026').ask(B, { projects: { project_id: P1, course: { a: 1 } } })).toEqual({
    error: 'FATAL: changing projects.course not allowed',
  });
});
