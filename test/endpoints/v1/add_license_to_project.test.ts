import { expect, test } from 'vitest';
import { id, NOW, OTHER, OWNER, PROJECT, testHub, UNKNOWN } from '../../hub.ts';

const LICENSE = id('other', 1);
const now = Date.parse(NOW);

test('gives the project a licence, be there such a one or not, and keeps what it has', async () => {
  const site_license = { other: { memory: 5 } };
  const { hub, as } = testHub({ project: { site_license } });

  expect(await as('owner')('add_license_to_project', { id: 1, project_id: PROJECT, license_id: 'none' })).toEqual({
    event: 'success',
    id: 1,
  });

  expect(hub.state.projects.get(PROJECT)?.site_license).toEqual({ other: { memory: 5 }, none: {} });
});

test('leaves a licence that the project has as it is', async () => {
  const { hub, as } = testHub({ project: { site_license: { [LICENSE]: { memory: 5 } } } });
  const before = hub.state.projects;

  await as('owner')('add_license_to_project', { project_id: PROJECT, license_id: LICENSE });

  expect(hub.state.projects).toBe(before);
});

test('has the licence count from the next start of the project on', async () => {
  const world = { site_licenses: { [LICENSE]: { upgrades: { memory: 500 } } } };
  const { hub, as } = testHub({ world, project: { state: 'running' } });
  const given = () => hub.state.projects.get(PROJECT)?.site_license;

  await as('owner')('add_license_to_project', { project_id: PROJECT, license_id: LICENSE });
  await as('owner')('touch_project', { project_id: PROJECT });
  expect(given()).toEqual({ [LICENSE]: {} });

  const { project_id } = await as('owner')('create_project', { license: LICENSE, start: true });
  expect(hub.state.projects.get(project_id as string)?.site_license).toEqual({ [LICENSE]: { memory: 500 } });
});

test('refuses those without write access, though it notes that they were there', async () => {
  const { hub, as } = testHub();
  const errorOf = async (name: string, project_id: unknown) =>
    (await as(name)('add_license_to_project', { project_id, license_id: LICENSE })).error;

  expect(await errorOf('owner', 'nothing')).toBe(
    'must have write access to nothing -- project_id must be specified and valid',
  );
  expect(await errorOf('other', PROJECT)).toBe(`must have write access to ${PROJECT} -- must have write access`);
  expect(await errorOf('owner', UNKNOWN)).toBe(`must have write access to ${UNKNOWN} -- must have write access`);
  expect(hub.state.projects.get(PROJECT)?.site_license).toBe(null);
  expect(hub.state.accounts.get(OTHER)?.last_active).toBe(now);
  expect(hub.state.accounts.get(OWNER)?.last_active).toBe(now);
});

test('does nothing for an admin who names no project that exists', async () => {
  const { hub, as } = testHub();
  const before = hub.state.projects;

  expect((await as('admin')('add_license_to_project', { project_id: UNKNOWN, license_id: LICENSE })).event).toBe(
    'success',
  );
  expect(hub.state.projects).toBe(before);
});
