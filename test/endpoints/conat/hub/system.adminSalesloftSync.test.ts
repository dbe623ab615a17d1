import { expect, test } from 'vitest';
import { OTHER, testHub } from '../../../hub.ts';

test('answers nothing to an admin, and refuses others', async () => {
  const { hubAs } = testHub();

  expect(await hubAs('admin')('system.adminSalesloftSync', { account_ids: [OTHER] })).toBeNull();
  expect(await hubAs('owner')('system.adminSalesloftSync', { account_ids: [OTHER] })).toEqual({
    error: 'Error: must be an admin',
  });
});
