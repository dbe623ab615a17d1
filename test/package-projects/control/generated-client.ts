/** Drives every route of the control plane by a client that is generated from its description. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { startServer } from 'cocalc-mock-hub/server';
import createClient from 'openapi-fetch';
import type { paths } from './generated.d.ts';

const server = await startServer();
const client = createClient<paths>({ baseUrl: server.url });
const driven = new Set<string>();
client.use({
  onRequest({ request, schemaPath }) {
    driven.add(`${request.method} ${schemaPath.replace('/w/{world}', '')}`);
  },
});

/** What was answered, which must be no refusal. */
async function told<Data>(sent: Promise<{ data?: Data; error?: unknown; response: Response }>): Promise<Data> {
  const { data, error, response } = await sent;
  assert.ok(data !== undefined, `${response.url} ${response.status}: ${JSON.stringify(error)}`);
  return data;
}

const world = 'alice';
const params = { path: { world } };

assert.equal((await told(client.GET('/__admin/health'))).status, 'ok');
assert.equal(
  (await told(client.POST('/__admin/worlds', { body: { name: world, clock: { mode: 'frozen' } } }))).name,
  world,
);
assert.equal((await told(client.GET('/__admin/worlds', { params: { query: { limit: 10 } } }))).count, 1);
assert.equal((await told(client.GET('/__admin/worlds/{name}', { params: { path: { name: world } } }))).name, world);
assert.match(String(await told(client.GET('/__admin/metrics', { parseAs: 'text' }))), /cocalc_mock_worlds 2/);
assert.equal((await told(client.GET('/__admin/openapi.json'))).openapi, '3.1.0');
assert.equal((await told(client.GET('/w/{world}/__admin/info', { params }))).name, world);

const events = new AbortController();
const stream = await told(
  client.GET('/w/{world}/__admin/events', { params, parseAs: 'stream', signal: events.signal }),
);
const ping = { method: 'POST', headers: { authorization: 'Bearer sk_00000000000000000teacher' } };
await fetch(`${server.url}/w/${world}/api/v1/ping`, ping);
let heard = '';
const decoder = new TextDecoder();
for await (const chunk of stream as unknown as AsyncIterable<Uint8Array>) {
  heard += decoder.decode(chunk);
  if (heard.includes('event: call')) break;
}
events.abort();

assert.equal((await told(client.POST('/w/{world}/__admin/await', { params, body: { count: 1 } }))).calls.length, 1);
assert.equal(
  (await told(client.GET('/w/{world}/__admin/journal', { params: { ...params, query: { last: 1 } } }))).last,
  1,
);
const seq = { params: { path: { world, seq: '1' } } };
assert.match((await told(client.GET('/w/{world}/__admin/journal/{seq}', seq))).explanation, /teacher called v1\/ping/);
assert.ok((await told(client.GET('/w/{world}/__admin/coverage', { params }))).used > 0);
assert.deepEqual((await told(client.GET('/w/{world}/__admin/outbox', { params }))).mails, []);

const name = 'before';
const snapshot = { params: { path: { world, name } } };
assert.equal((await told(client.POST('/w/{world}/__admin/snapshots', { params, body: { name } }))).calls, 1);
assert.equal((await told(client.GET('/w/{world}/__admin/snapshots', { params }))).snapshots.length, 1);
const document = await told(client.GET('/w/{world}/__admin/snapshots/{name}', snapshot));
assert.equal((await told(client.POST('/w/{world}/__admin/restore', { params, body: { document } }))).epoch, 1);
assert.equal((await told(client.POST('/w/{world}/__admin/fork', { params, body: { name: 'bob' } }))).name, 'bob');
assert.equal((await told(client.DELETE('/w/{world}/__admin/snapshots/{name}', snapshot))).name, name);

const { tables } = await told(client.GET('/w/{world}/__admin/state', { params }));
assert.ok((tables.projects ?? 0) > 0);
const table = { params: { path: { world, table: 'projects' }, query: { limit: 1 } } };
const [project] = (await told(client.GET('/w/{world}/__admin/state/{table}', table))).rows;
const file = { params: { path: { world, project_id: String(project?.project_id) } } };
assert.equal((await told(client.GET('/w/{world}/__admin/files/{project_id}', file))).kind, 'folder');

const frozen = { mode: 'frozen', time: '2030-01-01' } as const;
assert.equal((await told(client.PUT('/w/{world}/__admin/clock', { params, body: frozen }))).clock.mode, 'frozen');
const moved = await told(client.POST('/w/{world}/__admin/clock/advance', { params, body: { days: 1 } }));
assert.equal(moved.clock.time, '2030-01-02T00:00:00.000Z');
assert.equal((await told(client.GET('/w/{world}/__admin/clock', { params }))).time, moved.clock.time);

const stub = await told(client.POST('/w/{world}/__admin/stubs', { params, body: { command: 'make', stdout: 'done' } }));
assert.deepEqual((await told(client.GET('/w/{world}/__admin/stubs', { params }))).stubs, [stub]);
await told(client.DELETE('/w/{world}/__admin/stubs/{id}', { params: { path: { world, id: stub.id } } }));

const doing = { do: { fail_before: 503 } };
const fault = await told(client.POST('/w/{world}/__admin/faults', { params, body: { first: 1, ...doing } }));
assert.equal(
  (await told(client.GET('/w/{world}/__admin/faults', { params: { ...params, query: { unfired: true } } }))).faults
    .length,
  1,
);
await told(client.DELETE('/w/{world}/__admin/faults/{id}', { params: { path: { world, id: fault.id } } }));
assert.deepEqual((await told(client.DELETE('/w/{world}/__admin/faults', { params }))).faults, []);

assert.equal((await told(client.POST('/w/{world}/__admin/reset', { params, body: {} }))).calls, 0);
assert.equal(
  (await told(client.DELETE('/__admin/worlds/{name}', { params: { path: { name: world } } }))).why,
  'deleted',
);
const refused = await client.GET('/w/{world}/__admin/info', { params });
assert.equal(refused.error?.code, 'world_dropped');

const described = JSON.parse(readFileSync('openapi.json', 'utf8')) as { paths: Record<string, object> };
const all = Object.entries(described.paths).flatMap(([path, methods]) =>
  Object.keys(methods).map((method) => `${method.toUpperCase()} ${path.replace('/w/{world}', '')}`),
);
assert.deepEqual([...driven].sort(), [...new Set(all)].sort());
await server.close();
console.log(`${driven.size} routes were driven`);
