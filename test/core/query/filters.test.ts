/** The values of a get's fields as conditions. */

import { expect, test } from 'vitest';
import type { Account } from '../../../src/core/accounts/records.ts';
import type { Dialect } from '../../../src/core/deviations.ts';
import type { Json } from '../../../src/core/json.ts';
import type { Project } from '../../../src/core/projects/records.ts';
import { put } from '../../../src/core/state.ts';
import { A, exampleState, hubOf, P1, P2, P3 } from './example-hub.ts';

const NAMES: Readonly<Record<string, string>> = { [P1]: 'P1', [P2]: 'P2', [P3]: 'P3' };

/** `P1`: deleted, env `{a: 1}`; `P2`: not deleted; of `P3` neither is known. */
function state() {
  const start = exampleState();
  const change = (project_id: string, change: Partial<Project>) => ({
    ...(start.projects.get(project_id) as Project),
    ...change,
  });
  return [change(P1, { deleted: true, columns: { env: { a: 1 } } }), change(P2, { deleted: false })].reduce(
    (state, row) => put(state, 'projects', row),
    start,
  );
}

/** The projects of `A` that meet the condition, or the words of the refusal. */
async function matching(dialect: Dialect, field: string, value: Json): Promise<unknown> {
  const query = { projects_all: [{ project_id: null, [field]: value }] };
  const outcome = await hubOf(dialect, state()).ask(A, query, [{ order_by: 'project_id' }, { set: false }]);
  if ('error' in outcome) return outcome.error;
  const { projects_all } = outcome.result as { projects_all: { project_id: string }[] };
  return projects_all.map(({ project_id }) => NAMES[project_id]).join(' ');
}

const inBoth: readonly [string, Json, string][] = [
  ['title', 'T1', 'P1'],
  ['title', 't1', ''],
  ['title', { '=': 'T1' }, 'P1'],
  ['title', { '==': 'T1' }, 'P1'],
  ['title', { '!=': 'T1' }, 'P2'],
  ['title', { '<>': 'T1' }, 'P2'],
  ['title', { '<': 'T2' }, 'P1'],
  ['title', { '<=': 'T2' }, 'P1 P2'],
  ['title', { '>': 'T1' }, 'P2'],
  ['title', { '>=': 'T1' }, 'P1 P2'],
  ['title', { '>=': null }, 'P1 P2 P3'],
  ['title', 5, ''],
  ['deleted', true, 'P1'],
  ['deleted', 'off', 'P2'],
  ['deleted', { '!=': true }, 'P2'],
  ['env', { a: 1 }, 'P1'],
  ['env', '{"a": 1}', 'P1'],
  ['env', { '!=': { a: 2 } }, 'P1'],
  ['env', {}, ''],
  ['project_id', P1.toUpperCase(), 'P1'],
  ['last_edited', '2020-09-17T03:08:33.230Z', 'P1'],
  ['last_edited', { '<': '2020-09-17T03:08:33.230' }, 'P2 P3'],
  ['last_edited', { '<': '2020-09-01' }, 'P2'],
];

test.each((['2020', '2026'] as const).flatMap((dialect) => inBoth.map((row) => [dialect, ...row] as const)))(
  '%s: %s of %j is met by: %s',
  async (dialect, field, value, projects) => {
    expect(await matching(dialect as Dialect, field, value)).toBe(projects);
  },
);

test.each([
  ['title', { LIKE: 'T%' }, 'P1 P2'],
  ['title', { LIKE: 't%' }, ''],
  ['title', { LIKE: '_1' }, 'P1'],
  ['title', { LIKE: 'T' }, ''],
  ['title', { 'NOT LIKE': '%1' }, 'P2'],
  ['title', { ILIKE: 't_' }, 'P1 P2'],
  ['title', { 'NOT ILIKE': 't1' }, 'P2'],
  ['title', { LIKE: null }, 'P1 P2 P3'],
  ['title', { IS: null }, 'P3'],
  ['title', { IS: 'undefined' }, 'P3'],
  ['title', { 'IS NOT': null }, 'P1 P2'],
  ['deleted', { IS: true }, 'P1'],
  ['deleted', { IS: 'anything' }, 'P1'],
  ['deleted', { IS: false }, 'P2'],
  ['deleted', { IS: 'unknown' }, 'P3'],
  ['deleted', { 'IS NOT': true }, 'P2 P3'],
  ['last_edited', { '>': { relative_time: -1, unit: 'days' } }, 'P1 P3'],
  ['last_edited', { '<=': { relative_time: -3600, unit: 'seconds' } }, 'P2 P3'],
  ['last_edited', { '<': { relative_time: -60, unit: 'minutes' } }, 'P2'],
  ['last_edited', { '<': { relative_time: -1, unit: 'months' } }, ''],
  ['last_edited', { '>': { relative_time: -1, unit: 'years' } }, 'P1 P2 P3'],
] as const)('2026: %s of %j is met by: %s', async (field, value, projects) => {
  expect(await matching('2026', field, value)).toBe(projects);
});

test.each([
  ['title', { '>=': 'T1', '<': 'T2' }, 'P1'],
  ['title', { '>=': 'T1', '<': null }, 'P1 P2'],
  ['title', { LIKE: 'T1' }, ''],
] as const)('2020: %s of %j is met by: %s', async (field, value, projects) => {
  expect(await matching('observed', field, value)).toBe(projects);
});

test.each([
  ['2026', 'project_id', { '=': 'abc' }, 'invalid project_id -- [object Object]'],
  ['observed', 'deleted', 'perhaps', 'postgresql Error: invalid input syntax for type boolean: "perhaps"'],
  ['observed', 'last_edited', 'yesterday?', 'postgresql Error: invalid input syntax for type timestamp: "yesterday?"'],
  [
    '2026',
    'last_edited',
    { '<': { relative_time: 1, unit: 'weeks' } },
    'postgresql error: invalid input syntax for type timestamp: "{"relative_time":1,"unit":"weeks"}"',
  ],
  [
    '2026',
    'last_edited',
    { '<': { relative_time: 'x', unit: 'days' } },
    'postgresql error: invalid input syntax for type timestamp: "{"relative_time":"x","unit":"days"}"',
  ],
  ['observed', 'env', 'no json', 'postgresql Error: invalid input syntax for type json'],
  ['2026', 'title', { IS: false }, 'postgresql error: argument of IS FALSE must be type boolean, not type text'],
  ['2026', 'title', { ANY: 'x' }, 'postgresql error: op ANY/ALL (array) requires array on right side'],
] as const)('%s: %s of %j is refused with: %s', async (dialect, field, value, error) => {
  expect(await matching(dialect, field, value)).toBe(error);
});

test.each([
  ['observed', 'title', { '=': 'x', other: 1 }, /operators beside other keys/],
  ['observed', 'env', { '<': { a: 1 } }, /'<' on JSON or lists/],
  ['2026', 'project_id', null, /^P1 P2 P3$/],
  ['2026', 'last_edited', { LIKE: '2%' }, /LIKE on a column of type time/],
  ['2026', 'env', { MINLEN: 1 }, /the length of a column of type map/],
] as const)('%s: %s of %j comes to: %s', async (dialect, field, value, words) => {
  expect(await matching(dialect, field, value)).toMatch(words);
});

/** Whether the row of `A`, in the groups `x` and `y`, meets the condition. */
async function meets(groups: Json): Promise<unknown> {
  const start = exampleState();
  const account = { ...(start.accounts.get(A) as Account), groups: ['x', 'y'], columns: { autosave: 5, tags: [] } };
  const outcome = await hubOf('2026', put(start, 'accounts', account)).ask(A, {
    accounts: [{ account_id: null, ...(groups as object) }],
  });
  if ('error' in outcome) return outcome.error;
  return (outcome.result as { accounts: Json[] }).accounts.length === 1;
}

test.each([
  [{ groups: { ANY: 'x' } }, true],
  [{ groups: { ANY: 'z' } }, false],
  [{ groups: { MINLEN: 2 } }, true],
  [{ groups: { MINLEN: 3 } }, false],
  [{ groups: { MAXLEN: '2' } }, true],
  [{ groups: { MAXLEN: 1 } }, false],
  [{ groups: ['x', 'y'] }, true],
  [{ groups: ['y', 'x'] }, false],
  [{ autosave: 5 }, true],
  [{ autosave: { '>': 10 } }, false],
  [{ autosave: { '<': '10' } }, true],
  [{ balance: { '!=': 1 } }, false],
] as const)('2026: %j is met: %s', async (fields, met) => {
  expect(await meets(fields)).toBe(met);
});

test.each([
  [{ groups: 'x' }, 'postgresql error: malformed array literal: "x"'],
  [{ autosave: 'x' }, 'postgresql error: invalid input syntax for type integer: "x"'],
  [{ autosave: 1.5 }, 'postgresql error: invalid input syntax for type integer: "1.5"'],
  [{ balance: 'x' }, 'postgresql error: invalid input syntax for type double precision: "x"'],
  [{ balance: '' }, 'postgresql error: invalid input syntax for type double precision: ""'],
  [{ groups: { MINLEN: 'x' } }, 'postgresql error: invalid input syntax for type integer: "x"'],
] as const)('2026: %j is refused with: %s', async (fields, error) => {
  expect(await meets(fields)).toBe(error);
});

test('defaults come after conditions, so what is not stored does not match', async () => {
  expect(await matching('observed', 'compute_image', 'default')).toBe('');
  expect(await matching('observed', 'title', '')).toBe('');
});
