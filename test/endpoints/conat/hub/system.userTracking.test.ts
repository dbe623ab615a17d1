import { expect, test } from 'vitest';
import { testHub } from '../../../hub.ts';

test('takes note of an event and its value', async () => {
  const { hubAs } = testHub();

  expect(await hubAs('owner')('system.userTracking', { event: 'x'.repeat(80), value: { a: 1 } })).toBeNull();
});

test.each([
  [{}, 'Error: evt must be specified'],
  [{ event: '', value: {} }, 'Error: evt must be specified'],
  [{ event: 'x'.repeat(81) }, 'Error: event must have length at most 80'],
  [{ event: 'x' }, 'Error: value must be specified'],
])('refuses %j', async (request, error) => {
  expect(await testHub().hubAs('owner')('system.userTracking', request)).toEqual({ error });
});
