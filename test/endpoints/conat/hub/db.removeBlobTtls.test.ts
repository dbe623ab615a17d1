import { expect, test } from 'vitest';
import { testHub, UNKNOWN } from '../../../hub.ts';

test('answers nothing, whatever blobs are named', async () => {
  const { hubAs } = testHub();

  for (const uuids of [[], [UNKNOWN], ['x', 5]]) {
    expect(await hubAs('owner')('db.removeBlobTtls', { uuids })).toBeNull();
  }
});

test('needs a list of blobs', async () => {
  const { hubAs } = testHub();

  expect(await hubAs('owner')('db.removeBlobTtls', {})).toEqual({
    error: "TypeError: Cannot read properties of undefined (reading 'filter')",
  });
  expect(await hubAs('owner')('db.removeBlobTtls')).toEqual({
    error: expect.stringContaining('does not simulate conat/hub/db.removeBlobTtls of undefined'),
  });
  expect(await hubAs('owner')('db.removeBlobTtls', { uuids: { filter: 1 } })).toEqual({
    error: expect.stringContaining('does not simulate blobs in anything but a list'),
  });
});
