import { expect, test } from 'vitest';
import { testHub } from '../../../hub.ts';

test('answers nothing to an error of the web application', async () => {
  expect(await testHub().hubAs('owner')('system.webappError', { name: 'x', message: 'y' })).toBeNull();
});
