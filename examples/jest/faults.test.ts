/** A hub that fails when it is asked to: what does a client make of it? */
import { type RunningServer, startServer } from 'cocalc-mock-hub/server';
import { createOnce } from './create-once';

const key = 'sk_00000000000000000teacher';
const operation = 'v1/create_project';

let server: RunningServer;

beforeAll(async () => {
  server = await startServer();
});
afterEach(() => {
  // A fault that was armed and never fired would test nothing.
  expect(server.hub.faults.unfired()).toEqual([]);
  server.hub.reset();
});
afterAll(() => server.close());

test.each([
  { fail_before: 503, attempts: 2 },
  { fail_after: 'reset', attempts: 1 },
] as const)('a project is made once, whatever becomes of the first attempt: %j', async ({ attempts, ...fault }) => {
  await server.hub.faults.arm({ operation, first: 1, do: fault });

  await createOnce(server.url, key, 'Mine');

  expect(server.hub.journal.entries({ operation })).toHaveLength(attempts);
  expect(server.hub.projects.all().filter(({ title }) => title === 'Mine')).toHaveLength(1);
});
