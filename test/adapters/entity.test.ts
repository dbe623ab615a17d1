import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { describedAnywhere, describeEntity } from '../../src/adapters/wire/entity.ts';

test('a body is described alike with the help of Node and without', () => {
  const text = fc.oneof(fc.string({ unit: 'binary', minLength: 1 }), fc.constant('x'.repeat(100_000)));

  fc.assert(
    fc.property(text, (body) => {
      const digest = createHash('sha1').update(body).digest('base64').slice(0, 27);
      const sizeBytes = Buffer.byteLength(body);
      const entity = { sizeBytes, tag: `W/"${sizeBytes.toString(16)}-${digest}"` };

      expect(describeEntity(body)).toEqual(entity);
      expect(describedAnywhere(body)).toEqual(entity);
    }),
  );
});
