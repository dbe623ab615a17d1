import { expect, test } from 'vitest';
import { saysSo } from '../../src/contracts/words.ts';

test('a placeholder stands for any text, and all else is exact', () => {
  expect(saysSo('invalid id -- <id>', 'invalid id -- a (b)')).toBe(true);
  expect(saysSo('invalid id -- <id>', 'invalid id -- ')).toBe(true);
  expect(saysSo('invalid id -- <id>', 'Error: invalid id -- a')).toBe(false);
  expect(saysSo('no.', 'not')).toBe(false);
});

test('an object of words has the same members, and a placeholder alone stands for any value', () => {
  expect(saysSo({ errno: '<errno>', code: 'A' }, { errno: -2, code: 'A' })).toBe(true);
  expect(saysSo({ errno: '<errno>', code: 'A' }, { errno: -2, code: 'B' })).toBe(false);
  expect(saysSo({ code: 'A' }, { code: 'A', errno: 1 })).toBe(false);
  expect(saysSo({ code: 'A' }, 'A')).toBe(false);
});
