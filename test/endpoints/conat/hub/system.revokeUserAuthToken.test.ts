import { expect, test } from 'vitest';
import { OTHER, testHub } from '../../../hub.ts';

test('lets a token sign nobody in any more, and says nothing of one that is unknown', async () => {
  const { hubAs, hub } = testHub();
  const token = await hubAs('admin')('system.generateUserAuthToken', { user_account_id: OTHER });

  for (const sent of [token, token, 'nosuch', null]) {
    expect(await hubAs('owner')('system.revokeUserAuthToken', sent)).toBeNull();
  }
  expect(hub.state.authTokens.size).toBe(0);
});
