/** What is left of kernels when whoever has started them is gone. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, test } from 'vitest';
import { isRunning, kernelsOf } from '../hub/effects/notebook/running.ts';

const START = `
import { createHub } from './dist/index.js';
const hub = createHub();
const [key, project_id] = ['sk_00000000000000000teacher', 'cccccccc-0000-4000-8000-000000000001'];
const run = async (input) => {
  const args = [{ kernel: 'python3', input }];
  return (await hub.call('conat/project', { name: 'system.jupyterExecute', args, project_id }, { key })).body;
};
`;

const program = (text: string) =>
  spawn(process.execPath, ['--input-type=module', '--eval', START + text], { stdio: ['ignore', 'pipe', 'inherit'] });

test('a process that has run cells ends by itself, and so does all that it has started', async () => {
  const child = program(
    `console.log(JSON.stringify(await run('1'))); await new Promise((resolve) => setTimeout(resolve, 3000));`,
  );
  const [answer] = await once(child.stdout, 'data');
  const kernels = kernelsOf(child.pid as number);

  const [code] = await once(child, 'exit');

  expect(String(answer)).toBe('[{"data":{"text/plain":"1"}}]\n');
  expect(code).toBe(0);
  expect(kernels.length).toBeGreaterThan(0);
  await expect.poll(() => kernels.filter(isRunning), { timeout: 60_000 }).toEqual([]);
});

for (const [what, input] of [
  ['loops in Python', 'while True: pass'],
  ['loops where nothing is looked at', 'sum(range(10**13))'],
] as const) {
  test(`a kernel that ${what} ends when its hub is killed`, async () => {
    const child = program(`await run('1'); console.log('begun'); await run(${JSON.stringify(input)});`);
    await once(child.stdout, 'data');
    await new Promise((resolve) => setTimeout(resolve, 2000));
    const kernels = kernelsOf(child.pid as number);

    child.kill('SIGKILL');
    await once(child, 'exit');

    expect(kernels.length).toBeGreaterThan(0);
    await expect.poll(() => kernels.filter(isRunning), { timeout: 60_000 }).toEqual([]);
  });
}
