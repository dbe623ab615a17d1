import { expect, test } from 'vitest';
import { foldEmailAddress, isEmailAddress } from '../../../src/core/accounts/email-addresses.ts';

test.each([
  'a@b',
  'a+b@c.d',
  '"a b"@c.d',
  'a@[1.2.3.4]',
  'A.B@C.D',
  '"a\\"b".c@d',
  'a@[\\]]',
  "!#$%&'*+/=?^_`{|}~-@b",
  'ā@b',
])('%s is an address', (text) => {
  expect(isEmailAddress(text)).toBe(true);
});

test.each([
  '',
  'a',
  '@',
  'a@',
  '@b',
  'a..b@c',
  '.a@b',
  'a.@b',
  'a@b.',
  'a@b..c',
  'a b@c',
  ' a@b',
  'a@b ',
  'a@b\n',
  'a@b@c',
  '<a@b>',
  'a@[1',
  '"a@b',
  'é@b',
  'ÿ@b',
  '\x80@b',
  'a@é',
  '"é"@b',
  'a(b)@c',
  'a,b@c',
  5,
  null,
  ['a@b'],
])('%j is no address', (value) => {
  expect(isEmailAddress(value)).toBe(false);
});

test('an address of whatever length is read', () => {
  expect(isEmailAddress(`"${'\\a'.repeat(1_000_000)}"@b`)).toBe(true);
  expect(isEmailAddress(`"${'a'.repeat(1_000_000)}@b`)).toBe(false);
  expect(isEmailAddress(`${'a.'.repeat(1_000_000)}@b`)).toBe(false);
});

test('an address is folded to lower case, and what is no text to JSON before that', () => {
  expect(foldEmailAddress(' A+B@C.D ')).toBe(' a+b@c.d ');
  expect(foldEmailAddress(['A@B'])).toBe('["a@b"]');
  expect(foldEmailAddress(5)).toBe('5');
});
