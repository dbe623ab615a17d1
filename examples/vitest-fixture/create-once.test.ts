/** Each test has a hub of its own, whose connections break when they are asked to. */
import { world } from 'cocalc-mock-hub';
import { expect, hubTest } from 'cocalc-mock-hub/vitest';
import { vi } from 'vitest';
import { createOnce } from './create-once.ts';

const test = hubTest({
  world: world()
    .account('alice')
    .project('essay', { files: { 'a.txt': 'hello' } }),
});

test('a project is made once, though the answer to the first attempt is lost', async ({ hub }) => {
  await hub.faults.arm({ operation: 'v1/create_project', first: 1, do: { fail_after: 'reset' } });

  await createOnce(hub.as('alice'), 'Mine');

  expect(hub).toHaveReceived('v1/create_project', { title: 'Mine' });
  expect(hub.projects.all().filter(({ title }) => title === 'Mine')).toHaveLength(1);
});

test('nothing of another test is left', async ({ hub }) => {
  expect(hub).not.toHaveProject({ title: 'Mine' });
  expect(hub).toHaveFile('essay', 'a.txt', 'hello');
});

test('time is the hub’s, also under fake timers', async ({ hub }) => {
  vi.useFakeTimers();
  await hub.faults.arm({ operation: 'v1/create_project', first: 1, do: { delay: 60_000 } });
  const made = hub.as('alice').v1.create_project({ title: 'Late' });

  hub.clock.advance({ minutes: 1 });

  expect((await made).kind).toBe('success');
  vi.useRealTimers();
});
