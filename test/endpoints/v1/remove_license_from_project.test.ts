import { expect, test } from 'vitest';
import { id, NOW, OTHER, PROJECT, testHub, UNKNOWN } from '../../hub.ts';

const LICENSE = id('other', 1);

test('takes the licence from the project and leaves the others', async () => {
  const { hub, as } = testHub({ project: { site_license: { [LICENSE]: { memory: 5 }, other: {} } } });

  expect(await as('owner')('remove_license_from_project', { id: 1, project_id: PROJECT, license_id: LICENSE })).toEqual(
    { event: 'success', id: 1 },
  );

  expect(hub.state.projects.get(PROJECT)?.site_license).toEqual({ other: {} });
});

test('succeeds where the project does not have the licence', async () => {
  const { hub, as } = testHub({ project: { site_license: { other: {} } } });
  const before = hub.state.projects;

  for (const license_id of [LICENSE, 'toString', '__proto__', '']) {
    expect((await as('owner')('remove_license_from_project', { project_id: PROJECT, license_id })).event).toBe(
      'success',
    );
  }
  expect(hub.state.projects).toBe(before);
});

test('leaves a running project running, which no longer counts for the licence', async () => {
  const world = { site_licenses: { [LICENSE]: { upgrades: { memory: 5 } } } };
  const { hub, as } = testHub({ world, project: { state: 'running', site_license: { [LICENSE]: { memory: 5 } } } });
  expect(hub.state.projects.keysBy('runningLicense', LICENSE)).toEqual([PROJECT]);

  await as('owner')('remove_license_from_project', { project_id: PROJECT, license_id: LICENSE });

  expect(hub.state.projects.get(PROJECT)?.state?.state).toBe('running');
  expect(hub.state.projects.hasBy('runningLicense', LICENSE)).toBe(false);
});

test('refuses those without write access, though it notes that they were there', async () => {
  const { hub, as } = testHub({ project: { site_license: { [LICENSE]: {} } } });
  const errorOf = async (name: string, project_id: unknown) =>
    (await as(name)('remove_license_from_project', { project_id, license_id: LICENSE })).error;

  expect(await errorOf('other', '')).toBe('must have write access to  -- project_id must be specified and valid');
  expect(await errorOf('other', PROJECT)).toBe(`must have write access to ${PROJECT} -- must have write access`);
  expect(await errorOf('admin', UNKNOWN)).toBe(undefined);
  expect(hub.state.projects.get(PROJECT)?.site_license).toEqual({ [LICENSE]: {} });
  expect(hub.state.accounts.get(OTHER)?.last_active).toBe(Date.parse(NOW));
});
