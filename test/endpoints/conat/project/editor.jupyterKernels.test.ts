import { expect, test } from 'vitest';
import { PROJECT, testHub } from '../../../hub.ts';

test('a project tells of the same kernels as the hub', async () => {
  const { hub, hubAs, projectAs } = testHub();
  hub.stubKernel('sagemath', '');

  const kernels = await projectAs('owner')('editor.jupyterKernels', { noCache: true });

  expect(kernels).toMatchObject([{ name: 'python3' }, { name: 'sagemath' }]);
  expect(kernels).toEqual(await hubAs('owner')('jupyter.kernels', { project_id: PROJECT }));
});

test('the options may be left out', async () => {
  const { projectAs } = testHub();
  const as = projectAs('owner');

  expect(await as('editor.jupyterKernels')).toEqual(await as('editor.jupyterKernels', { noCache: true }));
});
