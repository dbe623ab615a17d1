import { expect, test } from 'vitest';
import { NOW, OTHER, testHub } from '../../../hub.ts';

test('tells whose key it is, and the time in milliseconds', async () => {
  const { hubAs } = testHub();

  expect(await hubAs('other')('system.test', {})).toEqual({ account_id: OTHER, server_time: Date.parse(NOW) });
});
