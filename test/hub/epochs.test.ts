/** What is under way when a hub is put to another state is ended there, and a fork has a time of its own. */
import { expect, test } from 'vitest';
import { createHub, virtualClock } from '../../src/index.ts';
import { PROJECT, testHub } from '../hub.ts';
import { pause, turns } from '../turns.ts';

const DAY = 86_400_000;
const ABANDONED = 'cocalc-mock-hub ended this call: meanwhile the hub was put to another state';

function running() {
  return testHub({ project: { files: { 'a.txt': 'a' } } });
}

/** Long enough for all that can go on. */
async function rest(): Promise<void> {
  await turns(100);
}

const exec = (command: string, more = {}) => ({ project_id: PROJECT, command, ...more });

test("the time of a fork is its own: moving it moves nobody else's", () => {
  const clock = virtualClock('2026-01-01T00:00:00Z');
  const hub = createHub({ clock });
  const fork = hub.fork();
  const later = fork.clock as typeof clock;

  later.advance(DAY);
  clock.advance(1000);

  expect(new Date(hub.clock.now()).toISOString()).toBe('2026-01-01T00:00:01.000Z');
  expect(new Date(later.now()).toISOString()).toBe('2026-01-02T00:00:00.000Z');
});

test('what falls due in a fork does not fall due in its parent', async () => {
  const { hub, clock } = testHub({ lifecycle: { kind: 'after', start: 1000, stop: 0 } });
  const fork = hub.fork();
  // Contracts are loaded with the first call.
  await fork.call('conat/hub/system.ping', [], { key: 'sk_owner' });
  const start = fork.call('conat/hub/projects.start', [{ project_id: PROJECT }], { key: 'sk_owner' });
  await rest();

  clock.advance(5000);
  await rest();
  expect(await Promise.race([start, Promise.resolve('still waits')])).toBe('still waits');
  (fork.clock as typeof clock).advance(5000);

  expect((await start).kind).toBe('success');
});

test.for([
  ['a loop that writes', 'while true; do echo line >> late.txt; done'],
  ['one that only computes', 'while true; do :; done'],
  ['one that ends by itself', 'for i in $(seq 200); do echo line$i >> late.txt; done'],
])('a command under way is ended when the hub is restored: %s', async ([, command]) => {
  const { hub } = running();
  const before = hub.state;
  const answer = hub.call('v1/project_exec', exec(command as string, { bash: true }), { key: 'sk_owner' });
  // Long enough for it to be under way.
  await hub.call('v1/project_exec', exec('true'), { key: 'sk_owner' });

  hub.restore(before);

  expect((await answer).body).toMatchObject({ error: ABANDONED });
  // Nothing else is kept waiting by it, and nothing of it comes late.
  const listed = await hub.call('v1/project_exec', exec('ls'), { key: 'sk_owner' });
  expect(listed.body).toMatchObject({ stdout: 'a.txt\n' });
  expect(hub.state.projects.get(PROJECT)?.files).toBe(before.projects.get(PROJECT)?.files);
});

test('an asynchronous command writes nothing into the state that the hub is put to', async () => {
  const { hub } = running();
  const before = hub.state;
  const job = await hub.call(
    'conat/project/system.exec',
    [{ command: 'for i in $(seq 200); do echo line$i >> late.txt; done', bash: true, async_call: true }],
    { key: 'sk_owner', project_id: PROJECT },
  );
  expect(job.body).toMatchObject({ status: 'running' });

  hub.restore(before);
  await hub.call('v1/project_exec', exec('true'), { key: 'sk_owner' });

  expect(hub.state.projects.get(PROJECT)?.files).toBe(before.projects.get(PROJECT)?.files);
});

test('a cell under way is ended when the hub is restored', async () => {
  const { hub } = running();
  const before = hub.state;
  const cell = {
    input: "open('late.txt', 'w').write('late')\nwhile True: pass",
    kernel: 'python3',
    project_id: PROJECT,
  };
  const answer = hub.call('conat/hub/jupyter.execute', [cell], { key: 'sk_owner' });
  await pause(50);

  hub.restore(before);

  expect((await answer).body).toMatchObject({ error: expect.stringContaining(ABANDONED) });
  expect(hub.state).toEqual(before);
});

test('who waits for a start is told that the hub is another one', async () => {
  const { hub } = testHub({ lifecycle: { kind: 'after', start: 1000, stop: 0 } });
  const before = hub.state;
  const start = hub.call('conat/hub/projects.start', [{ project_id: PROJECT }], { key: 'sk_owner' });

  hub.restore(before);

  expect((await start).body).toMatchObject({ error: expect.stringContaining(ABANDONED) });
  expect(hub.state).toEqual(before);
});

test('commands that share a run do not wait for those of before', async () => {
  const { hub } = running();
  const before = hub.state;
  const first = hub.call('v1/project_exec', exec('while true; do :; done', { bash: true, aggregate: 1 }), {
    key: 'sk_owner',
  });
  await hub.call('v1/project_exec', exec('true'), { key: 'sk_owner' });

  hub.restore(before);
  const second = await hub.call('v1/project_exec', exec('echo new', { bash: true, aggregate: 1 }), { key: 'sk_owner' });

  expect(second.body).toMatchObject({ stdout: 'new\n' });
  expect((await first).body).toMatchObject({ error: ABANDONED });
});
