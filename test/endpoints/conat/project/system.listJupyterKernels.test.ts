import { expect, test } from 'vitest';
import { PROJECT, testHub } from '../../../hub.ts';

test('a project tells of the kernels it has launched, with those that stay ready, until it stops', async () => {
  const { hub, hubAs, projectAs } = testHub();
  const call = projectAs('owner');
  hub.stubKernel('one', '');
  hub.stubKernel('two', '');
  const pids = async () => ((await call('system.listJupyterKernels')) as { pid: number }[]).map(({ pid }) => pid);

  expect(await call('system.listJupyterKernels')).toEqual([]);
  await call('system.jupyterExecute', { input: '', kernel: 'one' });
  expect(await pids()).toEqual([2001, 2002, 2003]);
  await call('system.jupyterExecute', { input: '', kernel: 'one' });
  expect(await pids()).toEqual([2001, 2002, 2003, 2004]);
  await hubAs('owner')('jupyter.execute', { input: '', kernel: 'two', project_id: PROJECT });
  expect(await pids()).toEqual([2001, 2002, 2003, 2004, 2005, 2006, 2007]);
  const [first] = (await call('system.listJupyterKernels')) as object[];
  expect(first).toEqual({
    pid: 2001,
    connectionFile: expect.stringMatching(
      new RegExp(`^/projects/${PROJECT}/\\.local/share/jupyter/runtime/kernel-[0-9a-f-]{36}\\.json$`),
    ),
  });

  await hubAs('owner')('projects.stop', { project_id: PROJECT });
  expect(await pids()).toEqual([]);
});
