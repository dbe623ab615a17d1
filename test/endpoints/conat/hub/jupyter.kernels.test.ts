import { expect, test } from 'vitest';
import { PROJECT, testHub, UNKNOWN } from '../../../hub.ts';

const PYTHON = {
  name: 'python3',
  display_name: 'Python 3 (ipykernel)',
  language: 'python',
  interrupt_mode: 'signal',
  env: {},
  metadata: { debugger: true },
  resource_dir: '/usr/local/share/jupyter/kernels/python3',
  argv: ['python3', '-m', 'ipykernel_launcher', '-f', '{connection_file}'],
};

test('the kernels of a project are those that cells can be run in, by what is displayed of them', async () => {
  const { hub, hubAs } = testHub();
  const call = hubAs('owner');

  expect(await call('jupyter.kernels', { project_id: PROJECT })).toEqual([PYTHON]);
  hub.stubKernel('ir', '', { display_name: 'A language', language: 'R' });
  expect(await call('jupyter.kernels', { project_id: PROJECT })).toEqual([
    {
      name: 'ir',
      display_name: 'A language',
      language: 'R',
      env: {},
      resource_dir: '/usr/local/share/jupyter/kernels/ir',
      argv: ['ir', '{connection_file}'],
    },
    PYTHON,
  ]);
  expect(hub.state.projects.get(PROJECT)?.state?.state).toBe('running');
});

test('only members are told, and only of projects', async () => {
  const { hubAs } = testHub();
  const denied = { error: 'Error: permission denied -- user must be collaborator on project' };

  expect(await hubAs('owner')('jupyter.kernels')).toEqual({
    error: 'Error: Jupyter API is not enabled on this server.',
  });
  expect(await hubAs('owner')('jupyter.kernels', { project_id: 'x' })).toEqual({
    error: "Error: invalid account_id or project_id -- all must be valid uuid's",
  });
  expect(await hubAs('owner')('jupyter.kernels', { project_id: UNKNOWN })).toEqual(denied);
  expect(await hubAs('other')('jupyter.kernels', { project_id: PROJECT })).toEqual(denied);
  expect(await hubAs('admin')('jupyter.kernels', { project_id: PROJECT })).toEqual(denied);
});
