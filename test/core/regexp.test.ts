import fc from 'fast-check';
import { expect, test } from 'vitest';
import { literalPattern } from '../../src/core/regexp.ts';

const text = fc.string({ unit: fc.constantFrom(...'\\^$.*+?()[]{}|/-aA1 ') });

test.each(['s', 'su'])('a text as a pattern meets itself and nothing else, with the flags %s', (flags) => {
  fc.assert(
    fc.property(text, text, (one, other) => {
      const pattern = new RegExp(`^${literalPattern(one)}$`, flags);
      expect([pattern.test(one), pattern.test(other)]).toEqual([true, one === other]);
    }),
  );
});
