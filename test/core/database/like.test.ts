import fc from 'fast-check';
import { expect, test } from 'vitest';
import { prefixPattern, substringPattern } from '../../../src/core/database/like.ts';

const text = fc.string({ unit: fc.constantFrom('a', 'b', '%', '_', '\\', '\n', '😀'), maxLength: 12 });

/** The same pattern as a regular expression: slow, but plain. */
function expression(pattern: string): RegExp {
  const source = [...pattern.matchAll(/\\?./gsu)].map(([part]) => {
    if (part === '%') return '.*';
    if (part === '_') return '.';
    const character = part.length > 1 ? part.replace(/^\\/, '') : part;
    return `\\u{${character.codePointAt(0)?.toString(16)}}`;
  });
  return new RegExp(`^${source.join('')}$`, 'su');
}

test('a prefix matches what the database matches with the term and %', () => {
  fc.assert(
    fc.property(text, text, (term, name) => {
      fc.pre(!/(^|[^\\])(\\\\)*\\$/.test(term));
      expect(prefixPattern(term).matches(name)).toBe(expression(`${term}%`).test(name));
    }),
  );
});

test('a substring matches what the database matches with the term between %', () => {
  fc.assert(
    fc.property(text, text, (term, name) => {
      fc.pre(!/(^|[^\\])(\\\\)*\\$/.test(term));
      expect(substringPattern(term).matches(name)).toBe(expression(`%${term}%`).test(name));
    }),
  );
});

test('what a pattern matches contains its fragment', () => {
  fc.assert(
    fc.property(text, text, (term, name) => {
      for (const { fragment, matches } of [prefixPattern(term), substringPattern(term)]) {
        if (matches(name)) expect(name).toContain(fragment);
      }
    }),
  );
  expect(prefixPattern('a%bcd_e').fragment).toBe('bcd');
  expect(substringPattern('%_').fragment).toBe('');
});

test('many wildcards in a long pattern take no more time than they must', () => {
  const { matches } = substringPattern('%a'.repeat(1000));

  expect(matches('a'.repeat(999))).toBe(false);
  expect(matches('a'.repeat(1000))).toBe(true);
});
