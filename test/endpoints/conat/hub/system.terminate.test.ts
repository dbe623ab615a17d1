import { expect, test } from 'vitest';
import { testHub } from '../../../hub.ts';

test.each(['changefeeds', 'persist', 'api'])('lets an admin end the service %s', async (service) => {
  expect(await testHub().hubAs('admin')('system.terminate', { service })).toEqual({ status: 'terminated', service });
});

test('refuses others, and services that it does not know', async () => {
  const { hubAs } = testHub();

  expect(await hubAs('owner')('system.terminate', { service: 'x' })).toEqual({ error: 'only admin can terminate' });
  expect(await hubAs('admin')('system.terminate', { service: 'x' })).toEqual({ error: 'Unknown service x' });
  expect(await hubAs('admin')('system.terminate')).toEqual({ error: 'Unknown service undefined' });
});
