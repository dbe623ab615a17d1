import { expect, test } from 'vitest';
import { NOW, OWNER, testHub } from '../../../hub.ts';

test("keeps a client's error for 30 days", async () => {
  const { hubAs, hub } = testHub();

  expect(await hubAs('owner')('system.logClientError', { event: 'crash', error: 'it broke' })).toBeNull();

  const time = Date.parse(NOW);
  expect([...hub.state.clientErrors.values()]).toEqual([
    {
      id: expect.any(String),
      event: 'crash',
      error: 'it broke',
      account_id: OWNER,
      time,
      expire: time + 30 * 86_400_000,
    },
  ]);
});

test('refuses what no text of the database can hold', async () => {
  expect(await testHub().hubAs('owner')('system.logClientError', { event: '\0', error: '' })).toEqual({
    error: 'error: invalid byte sequence for encoding "UTF8": 0x00',
  });
});
