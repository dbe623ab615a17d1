/** In which way an answer is not the one that was expected. */

import { expect, test } from 'vitest';
import { differencesBetween as differing, type Said } from '../../../src/conformance/comparison/compare.ts';
import { HubNames } from '../../../src/conformance/comparison/names.ts';
import type { Json } from '../../../src/core/json.ts';

const differencesBetween = (expected: Said, came: Said) => differing(expected, came, new HubNames());

const success = (said: Json) => ({ outcome: 'success', said }) as const;
const refusal = (said: Json) => ({ outcome: 'refusal', said }) as const;

test.for([
  ['more is said', { a: 1 }, { a: 1, b: [2] }, 'invented', 'answer.b', 'nothing', '[2]'],
  ['less is said', [1, 2], [1], 'omitted', 'answer[1]', '2', 'nothing'],
  ['a number is a text', { a: { b: 1 } }, { a: { b: '1' } }, 'type', 'answer.a.b', '1', '"1"'],
  ['nothing is an object', null, {}, 'type', 'answer', 'null', '{}'],
  ['something else is said', { a: 'x' }, { a: 'y' }, 'value', 'answer.a', '"x"', '"y"'],
] as const)('%s', ([, one, other, kind, path, expected, came]) => {
  expect(differencesBetween(success(one), success(other))).toEqual([{ kind, path, expected, came }]);
});

test('refusals differ in their words, and from a success as a whole', () => {
  expect(differencesBetween(refusal('no'), refusal('never'))).toEqual([
    { kind: 'message', path: 'answer.error', expected: '"no"', came: '"never"' },
  ]);
  expect(differencesBetween(success({ a: 1 }), refusal('no'))).toEqual([
    { kind: 'outcome', path: 'answer', expected: 'success: {"a":1}', came: 'refusal: "no"' },
  ]);
  expect(differencesBetween(refusal('no'), { outcome: 'timed_out', said: undefined })).toEqual([
    { kind: 'outcome', path: 'answer', expected: 'refusal: "no"', came: 'timed out' },
  ]);
});

test('what is alike does not differ', () => {
  const value = { a: [{ b: null }], c: 'x' };

  expect(differencesBetween(success(value), success(structuredClone(value)))).toEqual([]);
  expect(differencesBetween(refusal('no'), refusal('no'))).toEqual([]);
});
