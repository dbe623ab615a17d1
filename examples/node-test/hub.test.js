/** Tests with what Node has: a server for each file of tests, on a clock that moves when it is told to. */
import assert from 'node:assert/strict';
import { after, beforeEach, test } from 'node:test';
import { virtualClock } from 'cocalc-mock-hub';
import { startServer } from 'cocalc-mock-hub/server';

const clock = virtualClock('2026-01-01T12:00:00Z');
const { hub, url, close } = await startServer({ clock, lifecycle: { kind: 'after', ms: 5000 } });
const start = hub.state;

const key = 'sk_00000000000000000teacher';
const src_project_id = 'cccccccc-0000-4000-8000-000000000001';

beforeEach(() => hub.restore(start));
after(close);

async function call(name, body) {
  const response = await fetch(`${url}/api/v1/${name}`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${key}`, 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });
  return response.json();
}

test('a copy is done when its time has passed', async () => {
  const { project_id: target_project_id } = await call('create_project', { title: 'Copies' });
  const copy = { src_project_id, src_path: 'README.md', target_project_id, wait_until_done: false };
  const { copy_path_id } = await call('copy_path_between_projects', copy);
  const isDone = async () => 'finished' in (await call('copy_path_status', { copy_path_id })).data;

  assert.equal(await isDone(), false);
  clock.advance(5000);
  assert.equal(await isDone(), true);
});

test('each test begins with the same state', async () => {
  const { query } = await call('query', { query: { projects: [{ title: null }] } });

  assert.ok(!query.projects.some(({ title }) => title === 'Copies'));
});
