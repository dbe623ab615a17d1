import { expect, test } from 'vitest';
import { OWNER, testHub } from '../../../hub.ts';

test('unlinks a passport of the caller, and says nothing of one that is not there', async () => {
  const passports = { 'google-1': { id: '1' }, 'github-2': { id: '2' } };
  const { hubAs, hub } = testHub({ accounts: { owner: { account_id: OWNER, api_key: 'sk_owner', passports } } });

  expect(await hubAs('owner')('system.deletePassport', { strategy: 'google', id: '1' })).toBeNull();
  expect(await hubAs('owner')('system.deletePassport', { strategy: 'google', id: '9' })).toBeNull();

  expect(hub.state.accounts.get(OWNER)?.passports).toEqual({ 'github-2': { id: '2' } });
});
