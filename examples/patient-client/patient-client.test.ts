/** A client's patience is tried at a hub that has the ways of a real one, on a clock that the test moves. */
import { virtualClock } from 'cocalc-mock-hub';
import { startServer } from 'cocalc-mock-hub/server';
import { expect, test } from 'vitest';
import { call, type Hub, stateOnceMember } from './patient-client.ts';

const [TEACHER, STRANGER] = ['sk_00000000000000000teacher', 'sk_0000000000000000stranger'];

test('the client sees that it was added to a project, though the hub notices late and limits its calls', async () => {
  const clock = virtualClock('2026-07-03T12:00:00Z');
  const server = await startServer({ like: 'production', rateLimit: '4/s', clock });
  const as = (key: string): Hub => ({ url: server.url, key, wait: async (ms) => clock.advance(ms) });
  const stranger = server.cast.accounts.find(({ api_key }) => api_key === STRANGER);

  const project_id = (await call(as(TEACHER), 'projects.createProject', { title: 'Shared' })) as string;
  // The stranger looks too early, and the hub remembers that it is not in the project.
  expect(await call(as(STRANGER), 'projects.state', { project_id })).toHaveProperty('error');
  await call(as(TEACHER), 'projects.addCollaborator', { opts: { project_id, account_id: stranger?.account_id } });

  expect(await stateOnceMember(as(STRANGER), project_id)).toBe('opened');
  expect(clock.now()).toBe(Date.parse('2026-07-03T12:00:30Z'));
  await server.close();
});
