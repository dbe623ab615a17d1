import { expect, test } from 'vitest';
import { testHub } from '../../../hub.ts';

test('answers nothing', async () => {
  expect(await testHub().hubAs('owner')('system.userSalesloftSync', {})).toBeNull();
});
