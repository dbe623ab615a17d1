import { expect, test } from 'vitest';
import { update } from '../../../src/core/state.ts';
import { ADMIN, NOW, OWNER, PROJECT, testHub, UNKNOWN } from '../../hub.ts';

const now = Date.parse(NOW);

test('marks the project as edited and used by the caller, and starts it', async () => {
  const { hub, as, clock } = testHub();
  clock.advance(1000);

  expect(await as('owner')('touch_project', { id: 1, project_id: PROJECT })).toEqual({ event: 'success', id: 1 });

  expect(hub.state.projects.get(PROJECT)).toMatchObject({
    last_edited: now + 1000,
    last_active: { [OWNER]: now + 1000 },
    state: { state: 'running', time: now + 1000 },
  });
  expect(hub.state.accounts.get(OWNER)?.last_active).toBe(now + 1000);
});

test('marks a project at most once a minute for each account, and still answers with success', async () => {
  const { hub, as, clock } = testHub();
  const times = () => {
    const { last_edited, last_active } = hub.state.projects.get(PROJECT) ?? {};
    return { last_edited, last_active };
  };
  await as('owner')('touch_project', { project_id: PROJECT });

  clock.advance(59_999);
  expect(await as('owner')('touch_project', { id: 1, project_id: PROJECT })).toEqual({ event: 'success', id: 1 });
  expect(times()).toEqual({ last_edited: now, last_active: { [OWNER]: now } });

  await as('admin')('touch_project', { project_id: PROJECT });
  expect(times()).toEqual({ last_edited: now + 59_999, last_active: { [OWNER]: now, [ADMIN]: now + 59_999 } });

  clock.advance(1);
  await as('owner')('touch_project', { project_id: PROJECT });
  expect(times().last_active).toEqual({ [OWNER]: now + 60_000, [ADMIN]: now + 59_999 });
});

test('starts the project also where it is touched too often to be marked', async () => {
  const { hub, as } = testHub();
  await as('owner')('touch_project', { project_id: PROJECT });
  hub.update((state) => {
    return update(state, 'projects', PROJECT, (project) => ({ ...project, state: { state: 'opened', time: now } }));
  });

  await as('owner')('touch_project', { project_id: PROJECT });

  expect(hub.state.projects.get(PROJECT)?.state?.state).toBe('running');
});

test('marks the account at most every two minutes', async () => {
  const { hub, as, clock } = testHub();
  await as('owner')('touch_project', { project_id: PROJECT });

  clock.advance(119_999);
  await as('owner')('touch_project', { project_id: PROJECT });
  expect(hub.state.accounts.get(OWNER)?.last_active).toBe(now);

  clock.advance(1);
  await as('owner')('touch_project', { project_id: PROJECT });
  expect(hub.state.accounts.get(OWNER)?.last_active).toBe(now + 120_000);
});

test('wraps the reason of a refusal in its own words, and marks nobody', async () => {
  const { hub, as } = testHub();
  const errorOf = async (name: string, project_id: unknown) => (await as(name)('touch_project', { project_id })).error;

  expect(await errorOf('owner', 'nothing')).toBe(
    'unable to touch project nothing -- project_id must be specified and valid',
  );
  expect(await errorOf('other', PROJECT)).toBe(`unable to touch project ${PROJECT} -- must have write access`);
  expect(await errorOf('owner', UNKNOWN)).toBe(`unable to touch project ${UNKNOWN} -- must have write access`);
  expect(
    hub.state.accounts.rows
      .map(({ last_active }) => last_active)
      .toSet()
      .toArray(),
  ).toEqual([null]);
  expect(hub.state.projects.get(PROJECT)?.state?.state).toBe('opened');
});

test('lets collaborators pass, and admins for whatever project, but no viewers', async () => {
  const users = { owner: 'owner', other: 'viewer', admin: 'collaborator' };
  const { as } = testHub({ project: { users } });

  expect((await as('admin')('touch_project', { project_id: UNKNOWN })).event).toBe('success');
  expect((await as('admin')('touch_project', { project_id: PROJECT })).event).toBe('success');
  expect((await as('other')('touch_project', { project_id: PROJECT })).event).toBe('error');
});

test('reads a project id in capitals as well', async () => {
  const { hub, as } = testHub();

  expect((await as('owner')('touch_project', { project_id: PROJECT.toUpperCase() })).event).toBe('success');
  expect(hub.state.projects.get(PROJECT)?.last_active).toEqual({ [OWNER]: now });
});
