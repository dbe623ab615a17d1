/** Who may run cells, for how long, and whose time that is. */
import { expect, test, vi } from 'vitest';
import type { Json } from '../../../../src/core/json.ts';
import type { NotebookOptions } from '../../../../src/hub/effects/notebook/interpreters.ts';
import { PROJECT, testHub } from '../../../hub.ts';
import { childrenOf } from './running.ts';

vi.setConfig({ testTimeout: 120_000 });

const LOOP = 'while True: pass';
const ONE = [{ data: { 'text/plain': '1' } }];
const timedOut = { error: expect.stringMatching(/^timeout - .*code='408' $/) };

function notebook(notebooks: NotebookOptions) {
  const { hub, clock } = testHub({ notebooks });
  const run = async (input: string, timeout = 15_000): Promise<Json> => {
    const body = { name: 'system.jupyterExecute', args: [{ kernel: 'python3', input }], project_id: PROJECT, timeout };
    return (await hub.call('conat/project', body, { key: 'sk_owner' })).body;
  };
  return { hub, clock, run };
}

test('a call that was answered at its deadline leaves the queue, and its interpreter is ended', async () => {
  const { hub, clock, run } = notebook({ maxRunning: 2 });
  expect(await run('1')).toEqual(ONE);

  const loops = Array.from({ length: 6 }, () => run(LOOP, 1000));
  await expect.poll(() => childrenOf(process.pid).length, { timeout: 60_000 }).toBeGreaterThanOrEqual(3);
  // Until they all wait for their cells and not for an interpreter.
  let answered = 0;
  for (const loop of loops) loop.then(() => (answered += 1));
  await expect
    .poll(
      () => {
        clock.advance(1001);
        return answered;
      },
      { timeout: 60_000 },
    )
    .toBe(6);

  for (const loop of loops) expect(await loop).toEqual(timedOut);
  expect(await run('1')).toEqual(ONE);
  hub.close();
  await expect.poll(() => childrenOf(process.pid), { timeout: 60_000 }).toEqual([]);
});

test('so many calls may wait for an interpreter, and more are refused by name', async () => {
  const { hub, run } = notebook({ maxRunning: 1, maxWaiting: 1, maxCellMs: 1000 });

  const answers = await Promise.all([run(LOOP), run('1'), run('1'), run('1')]);

  const refused = {
    error:
      'cocalc-mock-hub does not simulate more cells at once: 1 calls wait for an interpreter already, by `notebooks.maxWaiting`',
  };
  expect(answers).toEqual([[expect.objectContaining({ ename: 'KeyboardInterrupt' })], ONE, refused, refused]);
  hub.close();
});

test('the start of an interpreter is not part of the time of a call', async () => {
  const { hub, clock, run } = notebook({ warm: 0, maxMemoryBytes: 300 * 2 ** 20 });

  await expect.poll(() => childrenOf(process.pid), { timeout: 60_000 }).toEqual([]);

  const answer = run('1', 1000);
  await expect.poll(() => childrenOf(process.pid).length, { interval: 1, timeout: 60_000 }).toBe(1);
  clock.advance(10_000);

  expect(await answer).toEqual(ONE);
  hub.close();
});

test('an interpreter that was begun with the hub is there before any cell', async () => {
  const { hub, run } = notebook({ early: true, maxMemoryBytes: 301 * 2 ** 20 });

  await expect.poll(() => childrenOf(process.pid).length, { timeout: 60_000 }).toBe(1);

  expect(await run('1')).toEqual(ONE);
  hub.close();
  await expect.poll(() => childrenOf(process.pid), { timeout: 60_000 }).toEqual([]);
});

test('cells end at their limit though the timers of a test stand still', async () => {
  vi.useFakeTimers();
  try {
    const { hub, run } = notebook({ maxCellMs: 500 });

    expect(await run('1')).toEqual(ONE);
    expect(await run(LOOP)).toMatchObject([{ ename: 'KeyboardInterrupt' }]);
    expect(await run('while True:\n    try:\n        while True: pass\n    except BaseException: pass')).toEqual({
      error: 'Error: Kernel last terminated by signal SIGKILL.',
    });
    hub.close();
  } finally {
    vi.useRealTimers();
  }
});
