/** What is left of the processes of cells and commands when whoever has started them is gone. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { isRunning, startedBy } from '../hub/effects/notebook/running.ts';

const HOSTILE = fileURLToPath(new URL('hostile-shell/index.js', import.meta.url));

const START = `
import { once } from 'node:events';
import { createHub } from './dist/esm/index.js';
const hub = createHub({ commands: { package: ${JSON.stringify(HOSTILE)} } });
const [key, project_id] = ['sk_00000000000000000teacher', 'cccccccc-0000-4000-8000-000000000001'];
const run = async (input) => {
  const args = [{ kernel: 'python3', input }];
  return (await hub.call('conat/project', { name: 'system.jupyterExecute', args, project_id }, { key })).body;
};
const attack = async (name) => {
  const body = { project_id, command: 'attack ' + name, bash: true };
  return (await hub.call('v1/project_exec', body, { key })).body.stdout;
};
`;

/** Runs until it has said something. */
async function begun(text: string) {
  const stdio = ['pipe', 'pipe', 'inherit'] as const;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', START + text], { stdio: [...stdio] });
  onTestFinished(() => void child.kill('SIGKILL'));
  const [said] = await once(child.stdout, 'data');
  const pid = child.pid as number;
  return { child, pid, said: String(said) };
}

for (const [what, text, answer] of [
  ['cells', `await run('1')`, [{ data: { 'text/plain': '1' } }]],
  ['commands', `await attack('nothing')`, 'done: nothing'],
] as const) {
  test(`a process that has run ${what} ends by itself, and so does all that it has started`, async () => {
    const waiting = 'await new Promise((resolve) => setTimeout(resolve, 3000));';
    const { child, pid, said } = await begun(`console.log(JSON.stringify(${text})); ${waiting}`);
    const left = startedBy(pid);

    const [code] = await once(child, 'exit');

    expect(JSON.parse(said)).toEqual(answer);
    expect(code).toBe(0);
    expect(left.length).toBeGreaterThan(1);
    await expect.poll(() => left.filter(isRunning), { timeout: 20_000 }).toEqual([]);
  });

  test(`a hub that is closed ends what stands ready for ${what}`, async () => {
    const { child, pid } = await begun(
      `${text}; console.log('begun'); await once(process.stdin, 'data'); hub.close(); await new Promise(() => {});`,
    );
    const left = startedBy(pid);

    child.stdin.write('close');

    expect(left.length).toBeGreaterThan(1);
    await expect.poll(() => left.filter(isRunning), { timeout: 20_000 }).toEqual([]);
  });
}

for (const [what, first, text] of [
  ['a cell that loops in Python', `await run('1')`, `await run('while True: pass')`],
  ['a cell that loops where nothing is looked at', `await run('1')`, `await run('sum(range(10**13))')`],
  ['a command that loops where nothing is looked at', `await attack('nothing')`, `await attack('loop')`],
] as const) {
  test(`the process of ${what} ends when its hub is killed`, async () => {
    const { child, pid } = await begun(`${first}; console.log('begun'); ${text};`);
    await new Promise((resolve) => setTimeout(resolve, 2000));
    const left = startedBy(pid);

    child.kill('SIGKILL');
    await once(child, 'exit');

    expect(left.length).toBeGreaterThan(1);
    await expect.poll(() => left.filter(isRunning), { timeout: 20_000 }).toEqual([]);
  });
}
