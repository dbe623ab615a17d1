/** Tests in Jest, with commands and notebook cells: a server in the process of the tests. */
import { type RunningServer, startServer } from 'cocalc-mock-hub/server';
import { wordCount } from './word-count';

const key = 'sk_00000000000000000teacher';
const project_id = 'cccccccc-0000-4000-8000-000000000001';

let server: RunningServer;

beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

test('the words of a file are counted by a command in the project', async () => {
  const body = { project_id, path: 'poem.txt', content: 'so much depends upon' };
  await server.hub.call('v1/write_text_file_to_project', body, { key });

  expect(await wordCount(server.url, key, project_id, 'poem.txt')).toBe(4);
});

test('a command that the simulation lacks is answered by a stub', async () => {
  const removeStub = server.hub.stubCommand(/^wc/, '7 poem.txt\n');

  expect(await wordCount(server.url, key, project_id, 'poem.txt')).toBe(7);
  removeStub();
});

test('a cell of a notebook runs in Python', async () => {
  const cell = { name: 'jupyter.execute', args: [{ input: 'sum(range(101))', kernel: 'python3', project_id }] };
  const { body } = await server.hub.call('conat/hub', cell, { key });

  expect(body).toMatchObject({ output: [{ data: { 'text/plain': '5050' } }] });
  // The first interpreter takes some seconds to start.
}, 60_000);
