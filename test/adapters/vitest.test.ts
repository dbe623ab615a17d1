/** The fixture and the matchers for Vitest, by themselves and in runs of Vitest of their own. */
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { onTestFinished, expect as plain, test as plainTest, vi } from 'vitest';
import { test as classroomTest, everyFault, expect, hubTest } from '../../src/adapters/vitest.ts';
import { openTrace, world } from '../../src/index.ts';

const test = hubTest({
  world: world()
    .account('alice')
    .project('essay', { files: { 'a.txt': 'hello' } }),
});
const hubs = new Set<unknown>();

test('a test changes its hub', async ({ hub }) => {
  hubs.add(hub);
  await hub.as('alice').v1.create_project({ title: 'Mine' });

  expect(hub).toHaveReceived('v1/create_project');
  expect(hub).toHaveReceived('v1/create_project', { title: 'Mine' });
  expect(hub).toHaveReceived('v1/create_project', { title: expect.stringMatching(/^M/) });
  expect(hub).not.toHaveReceived('v1/create_project', { title: 'Other' });
  expect(hub).toHaveProject({ title: 'Mine' });
  expect(hub).toHaveProject('essay');
});

test('another test has another hub, as it was', async ({ hub }) => {
  plain(hubs.has(hub)).toBe(false);
  expect(hub).not.toHaveProject({ title: 'Mine' });
  expect(hub).not.toHaveReceived('v1/create_project');
  expect(hub).toHaveFile('essay', 'a.txt');
  expect(hub).toHaveFile('essay', 'a.txt', 'hello');
  expect(hub).toHaveFile('essay', 'a.txt', /^h.*o$/);
  expect(hub).not.toHaveFile('essay', 'a.txt', 'other');
  expect(hub).not.toHaveFile('essay', 'b.txt');
});

test('matchers say what there is instead', async ({ hub }) => {
  await hub.as('alice').v1.create_project({ title: 'Mine' });

  plain(() => expect(hub).toHaveReceived('v1/create_project', { title: 'Other' })).toThrow(
    'it was received with: {"title":"Mine"}',
  );
  plain(() => expect(hub).toHaveReceived('v1/ping')).toThrow('it has received: v1/create_project');
  plain(() => expect(hub).toHaveReceived('v1/pnig')).toThrow(
    'no operation is called "v1/pnig"; the nearest is "v1/ping"',
  );
  plain(() => expect(hub).toHaveFile('essay', 'b.txt')).toThrow('there are: a.txt');
  plain(() => expect(hub).toHaveFile('essay', 'a.txt', 'x')).toThrow('it has "hello"');
  plain(() => expect(hub).toHaveProject({ title: 'Other' })).toThrow('there are: "essay", "Mine"');
  plain(() => expect({}).toHaveProject('essay')).toThrow('this matcher takes a hub: expect(hub)');
});

classroomTest('without anything else it is the classroom', async ({ hub }) => {
  plain((await hub.as('teacher').v1.ping()).kind).toBe('success');
});

test('all of it works under fake timers', async ({ hub }) => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  await hub.faults.arm({ operation: 'v1/create_project', first: 1, do: { delay: 60_000 } });
  const made = hub.as('alice').v1.create_project({ title: 'Late' });

  hub.clock.advance({ minutes: 1 });

  plain((await made).kind).toBe('success');
  plain((await hub.dump()).length).toBeGreaterThan(100);
});

const FAILING = `
import { world } from '${resolve('src/index.ts')}';
import { expect, hubTest } from '${resolve('src/adapters/vitest.ts')}';

const test = hubTest({ world: world().account('alice').project('essay'), traces: 'traces' });

test('fails at once', async ({ hub }) => {
  await hub.as('alice').v1.create_project({ title: 'Mine' });
  expect(hub).toHaveProject({ title: 'Other' });
});

test('arms what never fires', async ({ hub }) => {
  await hub.faults.arm({ id: 'idle', operation: 'v1/create_project', do: { twice: true } });
  await hub.as('alice').v1.ping();
});

test('passes', async ({ hub }) => {
  await hub.faults.arm({ operation: 'v1/ping', first: 1, do: { twice: true } });
  await hub.as('alice').v1.ping();
  await hub.as('alice').v1.project_exec({ project_id: hub.projects.get('essay').project_id, command: 'echo' });
});
`;

plainTest.for(['threads', 'forks'])(
  'a test that fails tells of the last calls and leaves a trace, and one with a fault that never fired fails: %s',
  { timeout: 120_000 },
  async (pool) => {
    const folder = mkdtempSync(join(resolve('node_modules/.cache'), 'vitest-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    mkdirSync(join(folder, 'tests'));
    writeFileSync(join(folder, 'tests/failing.test.ts'), FAILING);
    writeFileSync(join(folder, 'vitest.config.ts'), 'export default { test: { include: ["tests/*.test.ts"] } };');

    const { status, output } = await ran(['run', '--root', folder, '--pool', pool, '--no-color'], folder);

    plain(status, output).toBe(1);
    plain(output).toMatch(/Tests\s+2 failed \| 1 passed/);
    plain(output).toContain('alice called v1/create_project {"title":"Mine"}');
    plain(output).toMatch(/armed, and never fired: .*"id":"idle"/);
    const traces = readdirSync(join(folder, 'traces')).sort();
    plain(traces).toEqual(['arms-what-never-fires.trace.jsonl.gz', 'fails-at-once.trace.jsonl.gz']);
    const { hub } = await openTrace(new Uint8Array(readFileSync(join(folder, 'traces', traces[1] as string))), {
      at: 1,
    });
    plain(hub.projects.all().map(({ title }) => title)).toEqual(['essay', 'Mine']);
  },
);

/** Vitest in a process of its own, as users start it. */
function ran(args: readonly string[], cwd: string): Promise<{ status: number | null; output: string }> {
  return new Promise((resolved) => {
    const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('VITEST')));
    const child = spawn(process.execPath, [resolve('node_modules/vitest/vitest.mjs'), ...args], { cwd, env });
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text) => (output += text));
    child.on('close', (status) => resolved({ status, output }));
  });
}

everyFault(test, { only: ['503', 'reset', 'cut_body', 'refuse'] })(
  'a test under every fault passes where none does harm',
  async ({ hub }) => {
    const { v1 } = hub.as('alice');
    for (let attempt = 0; attempt < 3; attempt += 1) {
      if (hub.projects.all().some(({ title }) => title === 'Mine')) return;
      await v1.create_project({ title: 'Mine' });
    }
  },
);

test('a test under every fault fails where one does harm, and says which', async ({ hub }) => {
  // Stands for Vitest's own, and hands on what the test throws.
  let run: Promise<unknown> | undefined;
  const once = (_title: string, body: (fixtures: { hub: typeof hub }) => Promise<unknown>) => {
    run = body({ hub });
  };

  everyFault(once as never, { only: ['fail_after 503'] })('creates', async (own) => {
    const create = () => own.hub.as('alice').v1.create_project({ title: 'Mine' });
    if ((await create()).kind !== 'success') await create();
  });

  await plain(run).rejects.toThrow(/duplicated: v1\/create_project#1 fail_after 503\n.*projects\[\]: more: .*"Mine"/s);
  plain(hub.projects.all().length).toBe(1);
});
