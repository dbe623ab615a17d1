import { expect, test } from 'vitest';
import { testHub } from '../../../hub.ts';

test('a kernel is stopped once, by its process id', async () => {
  const { hub, projectAs } = testHub();
  const call = projectAs('owner');
  hub.stubKernel('one', '');
  await call('system.jupyterExecute', { input: '', kernel: 'one' });

  expect(await call('system.stopJupyterKernel', { pid: 2000 })).toEqual({ success: false });
  expect(await call('system.stopJupyterKernel', { pid: 2002 })).toEqual({ success: true });
  expect(await call('system.stopJupyterKernel', { pid: 2002 })).toEqual({ success: false });
  expect(await call('system.stopJupyterKernel', {})).toEqual({ success: false });
  expect(await call('system.listJupyterKernels')).toMatchObject([{ pid: 2001 }, { pid: 2003 }]);
});

test('without an argument it is an error of types', async () => {
  const { projectAs } = testHub();

  expect(await projectAs('owner')('system.stopJupyterKernel')).toEqual({
    error: "TypeError: Cannot destructure property 'pid' of 'undefined' as it is undefined.",
  });
  expect(await projectAs('owner')('system.stopJupyterKernel', null)).toEqual({
    error: "TypeError: Cannot destructure property 'pid' of 'null' as it is null.",
  });
});
