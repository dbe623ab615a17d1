import { expect, test } from 'vitest';
import {
  sqlBoolean,
  sqlInteger,
  sqlNumeric,
  sqlText,
  sqlUuid,
  textColumn,
  varchar,
} from '../../../src/core/database/database.ts';

const UUID = '99ebde5c-58f8-4e29-b6e4-b55b8fd71a1b';

/** The words that `attempt` is refused with. */
function refusal(attempt: () => unknown): unknown {
  try {
    return attempt();
  } catch (thrown) {
    return (thrown as { words: unknown }).words;
  }
}

test.each([
  ['text', 'text'],
  [5, '5'],
  [true, 'true'],
  [{ a: [1] }, '{"a":[1]}'],
  [['a', 'b"c\\'], '{"a","b\\"c\\\\"}'],
  [[1, null, [true, ['x']]], '{"1",NULL,{"true",{"x"}}}'],
  [[{ a: 1 }], '{"{\\"a\\":1}"}'],
  ['\ud800x', '\ufffdx'],
  ['😀', '😀'],
])('%j reaches the database as %s', (value, text) => {
  expect(sqlText(value)).toBe(text);
});

test('no text of the database holds a zero byte', () => {
  expect(textColumn('a b')).toBe('a b');
  expect(refusal(() => textColumn('a\0b'))).toBe('postgresql error: invalid byte sequence for encoding "UTF8": 0x00');
});

test('a limited column counts characters, not what they are coded in, and drops spaces at the end', () => {
  const tooLong = 'postgresql error: value too long for type character varying(2)';

  expect(varchar('😀😀', 2)).toBe('😀😀');
  expect(varchar('ab   ', 2)).toBe('ab');
  expect(refusal(() => varchar('abc', 2))).toBe(tooLong);
  expect(refusal(() => varchar('ab c', 2))).toBe(tooLong);
  expect(refusal(() => varchar('😀😀😀', 2))).toBe(tooLong);
});

test.each([UUID, UUID.toUpperCase(), `{${UUID}}`, UUID.replaceAll('-', ''), '99eb-de5c58f8-4e29b6e4b55b-8fd7-1a1b'])(
  'the database reads the same id in %s',
  (text) => {
    expect(sqlUuid(text)).toBe(UUID);
  },
);

test.each(['', 'x', `${UUID}0`, UUID.slice(1), UUID.replace('9', 'g'), `--${UUID}`])(
  'the database reads no id in "%s"',
  (text) => {
    expect(refusal(() => sqlUuid(text))).toBe(`postgresql error: invalid input syntax for type uuid: "${text}"`);
  },
);

test('the database reads integers of 32 bits', () => {
  expect(sqlInteger(' +7 ')).toBe(7);
  expect(sqlInteger(2 ** 31 - 1)).toBe(2 ** 31 - 1);
  expect(sqlInteger('-2147483648')).toBe(-(2 ** 31));
  expect(refusal(() => sqlInteger(2 ** 31))).toBe(
    'postgresql error: value "2147483648" is out of range for type integer',
  );
  expect(refusal(() => sqlInteger('-2147483649'))).toBe(
    'postgresql error: value "-2147483649" is out of range for type integer',
  );
  expect(refusal(() => sqlInteger('1e3'))).toBe('postgresql error: invalid input syntax for type integer: "1e3"');
});

test('the database reads truth in every letter case, and as far as it is clear', () => {
  for (const value of [true, 1, '1', 't', 'TRU', 'true', 'y', 'Yes', 'on', ' on '])
    expect(sqlBoolean(value)).toBe(true);
  for (const value of [false, 0, '0', 'f', 'FAL', 'false', 'n', 'No', 'of', 'off'])
    expect(sqlBoolean(value)).toBe(false);
});

test.each(['', 'o', 'x', 'truee', '10', 2, 'null'])('the database reads no truth in %j', (value) => {
  expect(refusal(() => sqlBoolean(value))).toBe(`postgresql error: invalid input syntax for type boolean: "${value}"`);
});

test('the database reads numbers of any size', () => {
  expect([7, '7', ' -7. ', '+.5', '1.5e3', 1e21].map(sqlNumeric)).toEqual([7, 7, -7, 0.5, 1500, 1e21]);
  expect(sqlNumeric('NaN')).toBeNaN();
});

test.each(['', '.', 'x', '1e', '1 2', '0x10', 'Infinity', true])('the database reads no number in %j', (value) => {
  expect(refusal(() => sqlNumeric(value))).toBe(`postgresql error: invalid input syntax for type numeric: "${value}"`);
});
