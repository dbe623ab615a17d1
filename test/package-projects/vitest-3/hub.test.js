/** Vitest 3, behind MSW and with commands, as a module. */
import { createHub } from 'cocalc-mock-hub';
import { hubHandlers } from 'cocalc-mock-hub/msw';
import { setupServer } from 'msw/node';
import { afterAll, beforeAll, expect, test } from 'vitest';

const hub = createHub();
const server = setupServer(...hubHandlers(hub, 'https://cocalc.com'));
beforeAll(() => server.listen({ onUnhandledRequest: 'error' }));
afterAll(() => {
  server.close();
  hub.close();
});

test('a command runs for a request that MSW has taken', async () => {
  const response = await fetch('https://cocalc.com/api/v1/project_exec', {
    method: 'POST',
    headers: { Authorization: 'Bearer sk_00000000000000000teacher', 'Content-Type': 'application/json' },
    body: JSON.stringify({ project_id: 'cccccccc-0000-4000-8000-000000000001', command: 'echo', args: ['hello'] }),
  });

  expect(await response.json()).toMatchObject({ stdout: 'hello\n' });
});
