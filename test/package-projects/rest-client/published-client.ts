/** A client that is generated from what hubs publish, at hubs in production and in development. */
import assert from 'node:assert/strict';
import { startServer } from 'cocalc-mock-hub/server';
import createClient from 'openapi-fetch';
import type { paths } from './published.d.ts';

for (const v2 of ['production', 'development'] as const) {
  const server = await startServer({ v2 });
  const headers = { authorization: 'Bearer sk_00000000000000000teacher' };
  const client = createClient<paths>({ baseUrl: server.url, headers });

  const projects = await client.POST('/api/v2/projects/get', { body: { limit: 5 } });
  assert.ok(Array.isArray(projects.data), JSON.stringify(projects));
  const project_id = projects.data[0]?.project_id as string;
  const profile = await client.POST('/api/v2/accounts/profile', { body: {} });
  assert.ok(profile.data && 'profile' in profile.data);
  assert.deepEqual((await client.POST('/api/v2/projects/start', { body: { project_id } })).data, { status: 'ok' });
  const renamed = await client.POST('/api/v2/projects/update', { body: { project_id, title: 'Renamed' } });
  assert.deepEqual(renamed.data, { status: 'ok' });
  const people = await client.POST('/api/v2/projects/collaborators/list', { body: { project_id } });
  assert.ok(Array.isArray(people.data) && people.data.length > 0);
  const user = await client.POST('/api/v2/user-query', { body: { query: { projects: { project_id, title: null } } } });
  assert.deepEqual(user.data, { query: { projects: { project_id, title: 'Renamed' } } });
  assert.deepEqual((await client.POST('/api/v2/projects/stop', { body: { project_id } })).data, { status: 'ok' });

  // As the example of the published documentation sends it: a form.
  const form = new URLSearchParams({ project_id });
  const sent = await fetch(`${server.url}/api/v2/projects/stop`, { method: 'POST', headers, body: form });
  assert.equal(sent.status, v2 === 'production' ? 200 : 415);

  await server.close();
}
