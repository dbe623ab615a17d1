import { expect, test } from 'vitest';
import { compare } from '../../../src/conformance/comparison/compare.ts';
import { HubNames } from '../../../src/conformance/comparison/names.ts';
import type { Json } from '../../../src/core/json.ts';

/** As the printed examples are compared. */
const differences = (printed: Json, answered: Json) =>
  compare(printed, answered, new HubNames({ lengths: true }), { unordered: true, open: true });

const ONE = '0b4df293-d518-45d0-8a3c-4281e501b85e';
const OTHER = '07897899-6bbb-4fbc-80a7-3586c43348d1';

test('ids, times and secrets may differ', () => {
  const printed = {
    id: ONE,
    now: '2017-05-24T13:29:11.742Z',
    auth_token: 'abc',
    error: `killed 'bash /tmp/f-1-x.y', , `,
  };
  const answered = { id: OTHER, now: '2020-09-17T03:08:33Z', auth_token: 'xyz', error: `killed 'bash /tmp/f-77', , ` };

  expect(differences(printed, answered)).toEqual([]);
});

test('an empty secret is one that both have, and stands for nothing in other texts', () => {
  const names = new HubNames();

  expect(compare({ token: '' }, { token: '' }, names)).toEqual([]);
  expect(compare({ token: '' }, { token: 'abc' }, names)).toHaveLength(1);
  expect(names.shown('no token', 'expected')).toBe('no token');
  expect(compare('invalid token', 'invalid token', names)).toEqual([]);
});

test('a secret of another length, a time without its form and an id that is none are differences', () => {
  expect(differences({ auth_token: 'abc' }, { auth_token: 'abcd' })).toHaveLength(1);
  expect(differences({ now: '2017-05-24T13:29:11.742Z' }, { now: '2017' })).toHaveLength(1);
  expect(differences({ id: ONE }, { id: 'mine' })).toEqual([
    { kind: 'value', path: 'answer.id', expected: ONE, came: 'mine' },
  ]);
});

test('another value, a missing member and a further one are differences', () => {
  expect(differences({ a: { b: 1 }, c: 2 }, { a: { b: '1' }, d: 3 })).toEqual([
    { kind: 'type', path: 'answer.a.b', expected: 1, came: '1' },
    { kind: 'omitted', path: 'answer.c', expected: 2, came: undefined },
    { kind: 'invented', path: 'answer.d', expected: undefined, came: 3 },
  ]);
});

test('an ellipsis stands for further members, not for missing ones', () => {
  expect(differences({ a: 1, '...': true }, { a: 1, b: 2 })).toEqual([]);
  expect(differences({ a: 1, '...': true }, { b: 2 })).toHaveLength(1);
});

test('lists of objects are compared without regard to order, other lists with it', () => {
  expect(differences([{ a: 1 }, { a: 2 }], [{ a: 2 }, { a: 1 }])).toEqual([]);
  expect(differences([{ a: 1 }], [{ a: 1 }, { a: 1 }])).toHaveLength(1);
  expect(differences([1, 2], [2, 1])).toHaveLength(2);
});

test('members named by ids are told apart by what they hold', () => {
  const users = { [ONE]: { group: 'owner' }, [OTHER]: { group: 'collaborator' } };

  expect(differences(users, { [OTHER]: { group: 'owner' }, [ONE]: { group: 'collaborator' } })).toEqual([]);
  expect(differences(users, { [ONE]: { group: 'owner' } })).not.toEqual([]);
  expect(differences(users, { [ONE]: { group: 'owner' }, [OTHER]: { group: 'viewer' } })).not.toEqual([]);
});

test('a name that every object inherits is not taken for a member', () => {
  expect(differences({}, JSON.parse('{"__proto__": 1}'))).toEqual([
    { kind: 'invented', path: 'answer.__proto__', expected: undefined, came: 1 },
  ]);
});
