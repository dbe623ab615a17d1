/** Hostile cells against a hub: none ends it or keeps others waiting, each ends at its limit, and nothing is left of it. */
import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { createHub } from '../../src/hub/create.ts';
import { PROJECT, people } from '../hub.ts';
import { HOSTILE_CELLS } from './hostile-cells.ts';

/** Kernels that this process has started, and which still run. */
function kernelsRunning(): number {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      try {
        const [, parent] = /^PPid:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'latin1')) ?? [];
        return Number(parent) === process.pid && readFileSync(`/proc/${pid}/cmdline`, 'latin1').includes('guard.cjs');
      } catch {
        return false;
      }
    }).length;
}

test('no cell ends the hub or keeps others from it, each ends at its limit, and its memory comes back', {
  timeout: 900_000,
}, async () => {
  const hub = createHub({
    world: { accounts: people, projects: { project: { project_id: PROJECT, title: 'P', users: { owner: 'owner' } } } },
    notebooks: { maxCellMs: 2000, maxMemoryBytes: 512 * 2 ** 20, maxDiskBytes: 64 * 2 ** 20 },
  });
  const fresh = hub.state;
  const run = async (input: string): Promise<unknown> => {
    const body = {
      name: 'system.jupyterExecute',
      args: [{ kernel: 'python3', input }],
      project_id: PROJECT,
      timeout: 600_000,
    };
    return (await hub.call('conat/project', body, { key: 'sk_owner' })).body;
  };
  await run('1');
  const before = process.memoryUsage();
  let pings = 0;
  let isOver = false;
  const pinging = (async () => {
    while (!isOver) {
      expect((await hub.call('v1/ping', {}, { key: 'sk_owner' })).body).toMatchObject({ event: 'pong' });
      pings += 1;
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  })();
  const wrong: string[] = [];
  const starved: string[] = [];

  const cells = Object.entries(HOSTILE_CELLS);
  const work = async () => {
    for (let next = cells.shift(); next !== undefined; next = cells.shift()) {
      const [name, [input, ends]] = next;
      const pingsBefore = pings;
      const answer = JSON.stringify(await run(input));
      if (!ends.test(answer)) wrong.push(`${name}: ${answer.slice(0, 300)}`);
      if (pings === pingsBefore) starved.push(name);
      // Not `restore`, which would end the other cell.
      hub.update(() => fresh);
    }
  };
  await Promise.all([work(), work()]);
  isOver = true;
  await pinging;

  expect(wrong).toEqual([]);
  expect(starved).toEqual([]);
  expect(await run('1')).toEqual([{ data: { 'text/plain': '1' } }]);
  // One stands ready for the next call.
  await expect.poll(kernelsRunning, { timeout: 60_000 }).toBeLessThanOrEqual(1);
  const after = process.memoryUsage();
  expect(after.arrayBuffers + after.heapUsed - before.arrayBuffers - before.heapUsed).toBeLessThan(300 * 2 ** 20);
  hub.close();
  await expect.poll(kernelsRunning, { timeout: 60_000 }).toBe(0);
});
