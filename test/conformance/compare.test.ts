import { expect, test } from 'vitest';
import { differences } from '../../src/conformance/compare.ts';

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

test('a secret of another length, a time without its form and an id that is none are differences', () => {
  expect(differences({ auth_token: 'abc' }, { auth_token: 'abcd' })).toHaveLength(1);
  expect(differences({ now: '2017-05-24T13:29:11.742Z' }, { now: '2017' })).toHaveLength(1);
  expect(differences({ id: ONE }, { id: 'mine' })).toEqual([{ path: 'answer.id', printed: '<id>', answered: 'mine' }]);
});

test('another value, a missing member and a further one are differences', () => {
  expect(differences({ a: { b: 1 }, c: 2 }, { a: { b: '1' }, d: 3 })).toEqual([
    { path: 'answer.a.b', printed: 1, answered: '1' },
    { path: 'answer.c', printed: 2, answered: undefined },
    { path: 'answer.d', printed: undefined, answered: 3 },
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
    { path: 'answer.__proto__', printed: undefined, answered: 1 },
  ]);
});
