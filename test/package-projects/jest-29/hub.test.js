/** Jest 29 as it is without any setting: CommonJS, by way of babel-jest. */
const { createHub, fetchHandler, virtualClock } = require('cocalc-mock-hub');
const { startServer } = require('cocalc-mock-hub/server');

const key = 'sk_00000000000000000teacher';
const project_id = 'cccccccc-0000-4000-8000-000000000001';
const hub = createHub({ clock: virtualClock('2026-01-01T12:00:00Z') });
afterAll(() => hub.close());

test('a call is answered, and held against its contract', async () => {
  const answer = await hub.call('v1/create_project', { title: 'Mine' }, { key });

  expect(answer).toMatchObject({ kind: 'success', body: { event: 'project_created' } });
  expect((await hub.coverage()).used).toBeGreaterThan(0);
});

test('a command runs', async () => {
  const body = { project_id, command: 'echo hello | wc -c', bash: true };

  expect((await hub.call('v1/project_exec', body, { key })).body.stdout).toBe('6\n');
});

test('a cell runs', async () => {
  const cell = { name: 'jupyter.execute', args: [{ input: 'sum(range(101))', kernel: 'python3', project_id }] };
  const { body } = await hub.call('conat/hub', cell, { key });

  expect(body).toMatchObject({ output: [{ data: { 'text/plain': '5050' } }] });
}, 60_000);

test('a request is answered, a form among them', async () => {
  const answer = await fetchHandler(hub)(
    new Request('https://cocalc.com/api/v1/create_project', {
      method: 'POST',
      headers: { Authorization: `Bearer ${key}` },
      body: new URLSearchParams({ title: 'Mine' }),
    }),
  );

  expect(await answer.json()).toMatchObject({ event: 'project_created' });
});

test('a server of made-up people answers', async () => {
  const { url, cast, close } = await startServer({ world: 'fake:5' });
  const headers = { Authorization: `Bearer ${cast.accounts[1].api_key}` };
  const response = await fetch(`${url}/api/v1/ping`, { method: 'POST', headers });
  await close();

  expect(await response.json()).toMatchObject({ event: 'pong' });
});
