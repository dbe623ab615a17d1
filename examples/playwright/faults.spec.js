/** A hub that fails when it is asked to: what does an application make of it? */
import { test as base, expect } from '@playwright/test';
import { controlClient } from 'cocalc-mock-hub/control';
import { createOnce } from './create-once.js';

// A world for each test, since tests run beside each other.
const test = base.extend({
  world: async ({ baseURL }, use, { testId, retry }) => {
    const world = controlClient(baseURL).world(`${testId}-${retry}`);
    await use(world);
    // A fault that was armed and never fired would test nothing.
    expect((await world.listFaults({ unfired: true })).faults).toEqual([]);
  },
});

test('a project is made once, though the connection breaks before the answer', async ({ world }) => {
  await world.armFault({ operation: 'v1/create_project', first: 1, do: { fail_after: 'reset' } });

  await createOnce(world.url, 'sk_00000000000000000teacher', 'Mine');

  const { calls } = await world.listCalls();
  expect(calls.map(({ operation }) => operation)).toEqual(['v1/query', 'v1/create_project', 'v1/query']);
});
