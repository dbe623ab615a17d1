/** A process that has used all of the package, and closed it, has nothing open, and ends by itself. */
import { fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, onTestFinished, test } from 'vitest';
import { startedBy } from '../hub/effects/notebook/running.ts';

/** How long a process has that would end by itself, once it has told what is open. */
const ENDS_WITHIN_MS = 5000;

async function run(...args: string[]) {
  const stdio = ['ignore', 'pipe', 'inherit'] as const;
  const child = spawn(process.execPath, ['test/boundaries/handles/everything.mjs', ...args], { stdio: [...stdio] });
  onTestFinished(() => void child.kill('SIGKILL'));
  const ended = once(child, 'exit');
  let told = '';
  for await (const part of child.stdout) {
    told += part;
    if (told.endsWith('\n')) break;
  }
  const processes = startedBy(child.pid as number).length;
  const late = new Promise<[string]>((resolve) => setTimeout(resolve, ENDS_WITHIN_MS, ['does not end']));
  const [code] = await Promise.race([ended, late]);
  return { ...JSON.parse(told), processes, code } as Told;
}

interface Told {
  readonly used: readonly string[];
  readonly open: readonly string[];
  readonly processes: number;
  readonly code: number | 'does not end';
}

test('whatever was used leaves nothing open', async () => {
  const { used, ...left } = await run();

  expect(left).toEqual({ open: [], processes: 0, code: 0 });
  // Sandboxes are there where they can be.
  expect(used.filter((one) => one !== 'sandbox')).toEqual([
    'fetch',
    ...['express command', 'express program', 'express cell', 'msw'],
    ...['server command', 'server program', 'server cell', 'event call', '5 calls that were cut'],
    'check: 0',
  ]);
});

test.for([
  ['timer', 'Timeout'],
  ['listener', 'TCPServerWrap'],
  ['process', 'ProcessWrap'],
  ['server', 'TCPServerWrap'],
  ['call', 'Timeout'],
])('something left open is found: a %s', async ([what, type]) => {
  const { open, code } = await run(what as string);

  expect(open).toContain(type);
  expect(code).toBe('does not end');
});

test('a thread that is left is found, as the process does not end', async () => {
  expect((await run('thread')).code).toBe('does not end');
});

test.for([
  ['pipes', ['ignore', 'pipe', 'pipe', 'ipc']],
  ['nobody', ['ignore', 'ignore', 'ignore', 'ipc']],
] as const)(
  'the server that benchmarks measure, printing to %s, has nothing open once it is closed',
  async ([, stdio]) => {
    const child = fork('bench/server-process.mjs', ['mock'], { stdio: [...stdio] });
    onTestFinished(() => void child.kill('SIGKILL'));
    const [port] = await once(child, 'message');
    await fetch(`http://127.0.0.1:${port}/api/v1/ping`, { method: 'POST', headers: { Connection: 'close' } });

    child.send('close');

    expect(await once(child, 'message')).toEqual([[], undefined]);
  },
);
