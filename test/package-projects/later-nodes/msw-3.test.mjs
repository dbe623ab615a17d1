/** MSW 3, which wants a Node of 22 or later. */
import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import { createHub } from 'cocalc-mock-hub';
import { hubHandlers } from 'cocalc-mock-hub/msw';
import { setupServer } from 'msw/node';

const teacher = 'sk_00000000000000000teacher';
const hub = createHub({ world: 'classroom' });
const server = setupServer(...hubHandlers(hub, 'https://hub.example'));

before(() => server.listen());
afterEach(() => hub.reset());
after(() => server.close());

test('each generation of the API answers', async () => {
  assert.equal((await posted('/api/v1/ping', {})).event, 'pong');
  assert.equal(typeof (await posted('/api/conat/hub', { name: 'system.ping', args: [] })).now, 'number');
  assert.equal((await posted('/api/v2/projects/get', { limit: 1 })).length, 1);
});

test('a connection that a fault breaks is a fetch that fails', async () => {
  hub.faults.arm({ operation: 'v1/ping', do: { fail_before: 'reset' }, calls: [1] });

  await assert.rejects(posted('/api/v1/ping', {}), TypeError);
  assert.equal((await posted('/api/v1/ping', {})).event, 'pong');
});

async function posted(path, body) {
  const headers = { Authorization: `Bearer ${teacher}`, 'Content-Type': 'application/json' };
  const response = await fetch(`https://hub.example${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
  return response.json();
}
