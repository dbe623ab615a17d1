/** Bun, as a runner of tests: in process and as a server. */
import { afterAll, expect, test } from 'bun:test';
import { createHub } from 'cocalc-mock-hub';
import { startServer } from 'cocalc-mock-hub/server';

const server = await startServer();
afterAll(() => server.close());
const key = 'sk_00000000000000000teacher';

test('a hub answers in process', async () => {
  const { body } = await createHub().call('v1/ping', {}, { key });

  expect(body.event).toBe('pong');
});

test('a server answers', async () => {
  const response = await fetch(`${server.url}/api/v1/create_project`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${key}` },
    body: new URLSearchParams({ title: 'Mine' }),
  });

  expect((await response.json()).event).toBe('project_created');
});
