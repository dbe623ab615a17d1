import { expect, test } from 'vitest';
import { NOW, testHub } from '../../../hub.ts';

test('tells the time in milliseconds', async () => {
  const { projectAs } = testHub();

  expect(await projectAs('owner')('system.ping')).toEqual({ now: Date.parse(NOW) });
});
