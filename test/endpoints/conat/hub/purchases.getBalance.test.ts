import { expect, test } from 'vitest';
import { testHub } from '../../../hub.ts';

test('the balance of whoever bought nothing is 0', async () => {
  const { hubAs } = testHub();

  expect(await hubAs('owner')('purchases.getBalance')).toBe(0);
});
