import { expect, test } from 'vitest';
import { testHub, UNKNOWN } from '../../../hub.ts';

test('falls over a blob that is not there', async () => {
  const { hubAs } = testHub();

  expect(await hubAs('owner')('db.getLegacyTimeTravelPatches', { uuid: UNKNOWN })).toEqual({
    error: "TypeError: Cannot read properties of undefined (reading 'toString')",
  });
  expect(await hubAs('owner')('db.getLegacyTimeTravelPatches', { uuid: 'x' })).toEqual({
    error: expect.stringContaining('does not simulate a blob whose id is no UUID'),
  });
});
