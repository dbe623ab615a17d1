import { expect, test } from 'vitest';
import { ADMIN, PROJECT, testHub, UNKNOWN } from '../../../hub.ts';

test('writes all that a site admin sends into the settings, on top of what is there', async () => {
  const { hub, hubAs } = testHub({ project: { columns: { settings: { memory: 1, cores: 2 } } } });

  expect(await hubAs('admin')('projects.setQuotas', { project_id: PROJECT, memory: 3000, network: 1 })).toBeNull();

  expect(hub.state.projects.get(PROJECT)?.columns.settings).toEqual({
    account_id: ADMIN,
    project_id: PROJECT,
    memory: 3000,
    cores: 2,
    network: 1,
  });
});

test('refuses everybody else', async () => {
  const { hubAs } = testHub();

  expect(await hubAs('owner')('projects.setQuotas', { project_id: PROJECT, memory: 3000 })).toEqual({
    error: 'Error: Must be an admin to do admin search.',
  });
});

test('refuses what is no id, and does not pretend to know of projects that are not there', async () => {
  const { hub, hubAs } = testHub();
  const call = { name: 'projects.setQuotas', args: [{ project_id: UNKNOWN }] };

  expect(await hubAs('admin')('projects.setQuotas', { project_id: 'x' })).toEqual({
    error: 'error: invalid input syntax for type uuid: "x"',
  });
  expect(await hub.call('conat/hub', call, { key: 'sk_admin' })).toMatchObject({ kind: 'unsimulated' });
});
