/** The fixture and its matchers in Vitest 3. */
import { expect, test } from 'cocalc-mock-hub/vitest';

test('a test has a hub of its own', async ({ hub }) => {
  await hub.faults.arm({ operation: 'v1/create_project', first: 1, do: { twice: true } });

  await hub.as('teacher').v1.create_project({ title: 'Mine' });

  expect(hub).toHaveReceived('v1/create_project', { title: 'Mine' });
  expect(hub).toHaveProject({ title: 'Mine' });
});

test('nothing of another test is in it', async ({ hub }) => {
  expect(hub).not.toHaveProject({ title: 'Mine' });
});
