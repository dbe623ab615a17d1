/** Commands that would keep a machine busy or fill it, sent to a server as it is published. */
import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as passed } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { type Announced, startServing } from '../cli/command.ts';
import { type End, hostileCommands } from './hostile-commands.ts';

const TEACHER = 'sk_00000000000000000teacher';
const SECONDS = 1;
/** Less than by default, since this long is how long each takes that neither time nor steps end. */
const LIMIT = ['--limit', 'commands.maxBusyMs=4000'];

async function api({ url }: Announced, event: string, body: object): Promise<Record<string, unknown>> {
  const headers = { authorization: `Bearer ${TEACHER}`, 'content-type': 'application/json' };
  const response = await fetch(`${url}/api/v1/${event}`, { method: 'POST', headers, body: JSON.stringify(body) });
  return response.json() as Promise<Record<string, unknown>>;
}

function endOf({ event, error }: Record<string, unknown>): End | undefined {
  if (event === 'project_exec_output' || /exited with nonzero code/.test(String(error))) return 'ended';
  if (/killed command/.test(String(error))) return 'killed';
  return /cocalc-mock-hub does not simulate/.test(String(error)) ? 'refused' : undefined;
}

/** Memory of a process and of those that it has started, in MB; nothing of them where the system is not Linux. */
function memoryOf(pid: number): { own: number; children: number[] } {
  if (process.platform !== 'linux') return { own: 0, children: [] };
  const statusOf = (id: number | string) => {
    try {
      return readFileSync(`/proc/${id}/status`, 'latin1');
    } catch {
      // It has just ended.
      return '';
    }
  };
  const megabytes = (status: string) => Number(/VmRSS:\s*(\d+)/.exec(status)?.[1] ?? 0) / 1024;
  const children = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(statusOf)
    .filter((status) => new RegExp(`^PPid:\\s*${pid}$`, 'm').test(status));
  return { own: megabytes(statusOf(pid)), children: children.map(megabytes) };
}

test('no command ends the server, keeps others waiting, outlasts its limits or keeps memory', async () => {
  const { announced, child } = await startServing(LIMIT);
  const pid = child.pid as number;
  let pings = 0;
  let most = { own: 0, child: 0, children: 0 };
  repeat(async () => {
    expect(await api(announced, 'ping', {})).toMatchObject({ event: 'pong' });
    pings += 1;
  });
  repeat(async () => {
    const { own, children } = memoryOf(pid);
    most = {
      own: Math.max(most.own, own),
      child: Math.max(most.child, ...children),
      children: Math.max(most.children, children.length),
    };
    await passed(20);
  });

  const unexpected: unknown[] = [];
  const stalled: unknown[] = [];
  for (const [what, command, ...ends] of hostileCommands) {
    const { project_id } = await api(announced, 'create_project', { title: what });
    const before = pings;
    const options = { project_id, command, bash: true, timeout: SECONDS };
    const answer = await api(announced, 'project_exec', options);
    const end = endOf(answer);
    if (end === undefined || !ends.includes(end)) unexpected.push([what, end, JSON.stringify(answer).slice(0, 300)]);
    // Those that come to an end at once leave no time for many.
    if (end === 'killed' && pings - before < 1) stalled.push([what, pings - before]);
  }
  expect(unexpected).toEqual([]);
  expect(stalled).toEqual([]);
  expect(
    await api(announced, 'project_exec', { ...(await project(announced)), command: 'echo', args: ['alive'] }),
  ).toMatchObject({ stdout: 'alive\n' });
  // A bound of 512 MB is looked at ten times a second, and half of it is enough for a process to be replaced.
  expect(most.child).toBeLessThan(1000);
  expect(most.children).toBeLessThanOrEqual(8);
  expect(most.own).toBeLessThan(1000);
  await expect.poll(() => Math.max(0, ...memoryOf(pid).children), { timeout: 10_000 }).toBeLessThan(400);
});

/** Does it again and again until the test is over, which fails when it does. */
function repeat(work: () => Promise<void>): void {
  let isOver = false;
  const repeating = (async () => {
    while (!isOver) await work();
  })();
  repeating.catch(() => {});
  onTestFinished(async () => {
    isOver = true;
    await repeating;
  });
}

async function project(announced: Announced): Promise<{ project_id: unknown }> {
  const { project_id } = await api(announced, 'create_project', { title: 'Well-behaved' });
  return { project_id };
}

test('pings are answered while more commands compute than may run at once', async () => {
  const { announced } = await startServing(LIMIT);
  const { project_id } = await project(announced);
  // Once, so that the start of processes does not count.
  await api(announced, 'project_exec', { project_id, command: 'true' });
  const command = 'echo a | sed ":a;s/a/aa/g;ba"';

  let pings = 0;
  repeat(async () => {
    await api(announced, 'ping', {});
    pings += 1;
  });
  const loops = Array.from({ length: 8 }, () =>
    api(announced, 'project_exec', { project_id, command, bash: true, timeout: SECONDS }),
  );
  const answers = await Promise.all(loops);

  for (const answer of answers) expect(['killed', 'refused']).toContain(endOf(answer));
  // Four run at once, so this takes two seconds at least: one that waited for 100 ms each time would come to 20.
  expect(pings).toBeGreaterThan(25);
});
