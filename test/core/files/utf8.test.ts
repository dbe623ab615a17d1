import fc from 'fast-check';
import { expect, test } from 'vitest';
import { utf8Of } from '../../../src/core/files/utf8.ts';

const encoder = new TextEncoder();
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');

test('the bytes of a text are its UTF-8, and stay that while others are made', () => {
  // Of all lengths: longer ones have a buffer of their own, and many short ones fill several that are shared.
  const someText = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 500 }),
    fc.string({ unit: fc.constantFrom('a', 'é', '€', '\uD800', '\uDC00'), maxLength: 500, size: 'max' }),
  );
  fc.assert(
    fc.property(fc.array(someText, { minLength: 1, maxLength: 60, size: 'max' }), (texts) => {
      const all = texts.map(utf8Of);
      expect(all.map(hex)).toEqual(texts.map((text) => hex(encoder.encode(text))));
    }),
    { numRuns: 20 },
  );
});

test('short texts share a buffer, and long ones do not', () => {
  const [one, other] = [utf8Of('a'), utf8Of('b')];
  const long = utf8Of('x'.repeat(10_000));

  // By chance the first may have been the last in a buffer, but not twice.
  expect([one.buffer, utf8Of('c').buffer]).toContain(other.buffer);
  expect(long.buffer.byteLength).toBe(10_000);
});
