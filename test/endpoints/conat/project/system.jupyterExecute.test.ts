import { expect, test } from 'vitest';
import { PROJECT, testHub } from '../../../hub.ts';

/** A hub with a kernel `echo`, which sends what it is given. */
function echoing() {
  const made = testHub({ notebooks: { package: 'not-installed' } });
  made.hub.stubKernel('echo', ({ input, history, cwd, limits }) => JSON.stringify({ input, history, cwd, limits }));
  const call = made.projectAs('owner');
  return { ...made, execute: (request: object) => call('system.jupyterExecute', { kernel: 'echo', ...request }) };
}

const limits = { timeMs: 30_000, cellOutput: 1_000_000, totalOutput: 5_000_000 };

test('code is run in a kernel, and what that sent is the answer, each time anew', async () => {
  const { execute } = echoing();
  const cwd = `/projects/${PROJECT}`;
  const sent = (cell: object) => [{ name: 'stdout', text: JSON.stringify(cell) }];

  expect(await execute({ input: 'x' })).toEqual(sent({ input: 'x', history: [], cwd, limits }));
  expect(await execute({ input: 'x', history: ['a'], path: 'd', pool: {} })).toEqual(
    sent({ input: 'x', history: ['a'], cwd: `${cwd}/d`, limits }),
  );
  expect(await execute({ path: '/tmp' })).toEqual(sent({ input: '', history: [], cwd: '/tmp', limits }));
});

test('an unknown kernel is refused with those that are known, and none at all', async () => {
  const { execute } = echoing();

  expect(await execute({ input: 'x', kernel: 'none' })).toEqual({
    error:
      'Error: **Unable to Spawn Jupyter Kernel:**\n\nError: No spec available for kernel "none".  Available specs: ["echo"] \n\nTry this in a terminal to help debug this (or contact support): `jupyter console --kernel=none`\n\nOnce you fix the problem, explicitly restart this kernel to test here.',
  });
  for (const kernel of [null, '']) {
    expect(await execute({ input: 'x', kernel })).toEqual({ error: 'Error: cannot spawn since no kernel is set' });
  }
});

test('what is not known of it is refused by name', async () => {
  const { execute, projectAs } = echoing();

  expect(await execute({ input: 'x', limits: {} })).toEqual({
    error: 'cocalc-mock-hub does not simulate the option `limits` of a cell: what it holds is not known',
  });
  expect(await projectAs('owner')('system.jupyterExecute')).toEqual({
    error:
      'cocalc-mock-hub does not simulate conat/project/system.jupyterExecute of undefined: it takes an object with options',
  });
});

test('a kernel that is stopped while it runs has died', async () => {
  const { hub, projectAs } = echoing();
  const call = projectAs('owner');
  hub.stubKernel('stopped', async () => {
    const [kernel] = (await call('system.listJupyterKernels')) as { pid: number }[];
    await call('system.stopJupyterKernel', { pid: kernel?.pid as number });
    return 'never seen';
  });

  expect(await call('system.jupyterExecute', { input: '', kernel: 'stopped' })).toEqual({
    error: 'Error: Kernel last terminated by signal SIGKILL.',
  });
});
