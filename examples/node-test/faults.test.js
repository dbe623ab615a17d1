/** A hub that fails when it is asked to: what does a client make of it? */
import assert from 'node:assert/strict';
import { after, afterEach, test } from 'node:test';
import { startServer } from 'cocalc-mock-hub/server';
import { createOnce } from './create-once.js';

const { hub, url, close } = await startServer();
const key = 'sk_00000000000000000teacher';
const operation = 'v1/create_project';
const mine = () => hub.projects.all().filter(({ title }) => title === 'Mine');

afterEach(() => {
  // A fault that was armed and never fired would test nothing.
  assert.deepEqual(hub.faults.unfired(), []);
  hub.reset();
});
after(close);

test('a project that a hub had no time for is made by the second attempt', async () => {
  await hub.faults.arm({ operation, first: 1, do: { fail_before: 503 } });

  await createOnce(url, key, 'Mine');

  assert.equal(hub.journal.entries({ operation }).length, 2);
  assert.equal(mine().length, 1);
});

test('a project is made once, though the connection breaks before the answer', async () => {
  await hub.faults.arm({ operation, first: 1, do: { fail_after: 'reset' } });

  await createOnce(url, key, 'Mine');

  assert.equal(mine().length, 1);
});
