import { expect, test } from 'vitest';
import { NOW, testHub } from '../../../hub.ts';

test('tells the time in milliseconds', async () => {
  const { hubAs, clock } = testHub();
  clock.advance(5);

  expect(await hubAs('owner')('system.ping')).toEqual({ now: Date.parse(NOW) + 5 });
});
