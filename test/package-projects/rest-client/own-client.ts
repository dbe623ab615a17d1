/** A first run by a client that is generated from the description of this package: signs up, takes a key, works. */
import assert from 'node:assert/strict';
import { startServer } from 'cocalc-mock-hub/server';
import createClient from 'openapi-fetch';
import type { paths } from './own.d.ts';

const server = await startServer();
let credentials: Record<string, string> = {};
const client = createClient<paths>({ baseUrl: server.url });
client.use({
  onRequest({ request }) {
    for (const [name, value] of Object.entries(credentials)) request.headers.set(name, value);
  },
});

const person = {
  email: 'new@example.com',
  password: 'a-quite-long-one',
  firstName: 'New',
  lastName: 'One',
  terms: true,
};
const signedUp = await client.POST('/api/v2/auth/sign-up', { body: person });
assert.ok(signedUp.data && 'account_id' in signedUp.data);
credentials = {
  cookie: signedUp.response.headers
    .getSetCookie()
    .map((one) => one.split(';', 1)[0])
    .join('; '),
};

const made = await client.POST('/api/v2/api-keys', { body: { action: 'create', name: 'mine' } });
assert.ok(made.data && 'response' in made.data);
const [key] = made.data.response as unknown as { secret: string }[];
credentials = { authorization: `Bearer ${key?.secret}` };

const created = await client.POST('/api/v2/projects/create', { body: { title: 'Mine' } });
assert.ok(created.data && 'project_id' in created.data);
const { project_id } = created.data;
const file = { project_id, path: 'a.txt', content: 'hello' };
assert.deepEqual((await client.POST('/api/v2/projects/write-text-file', { body: file })).data, { status: 'ok' });
const { data: read } = await client.POST('/api/v2/projects/call', {
  body: { project_id, mesg: { event: 'read_text_file_from_project', path: 'a.txt' } },
});
assert.equal((read as { content?: string }).content, 'hello');
assert.deepEqual((await client.POST('/api/v2/projects/stop', { body: { project_id } })).data, { status: 'ok' });

// @ts-expect-error an endpoint that there is not
await client.POST('/api/v2/projects/creat', { body: { title: 'Mine' } });
// @ts-expect-error a parameter of another type
await client.POST('/api/v2/projects/create', { body: { title: 1 } });

await server.close();
