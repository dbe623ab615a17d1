import { expect, test } from 'vitest';
import { OWNER, testHub } from '../../../hub.ts';

test('a balance may go to 0, or as low as the account is allowed', async () => {
  const accounts = { owner: { account_id: OWNER, api_key: 'sk_owner', columns: { min_balance: -20 } } };
  const { hubAs } = testHub({ accounts });

  expect(await hubAs('owner')('purchases.getMinBalance', {})).toBe(-20);
  expect(await hubAs('other')('purchases.getMinBalance')).toBe(0);
});
