import { expect, test } from 'vitest';
import { ADMIN, NOW, PROJECT, testHub, UNKNOWN } from '../../../hub.ts';
import { turns } from '../../../turns.ts';

const now = Date.parse(NOW);
const NO_UUID = { error: "Error: invalid account_id or project_id -- all must be valid uuid's" };
const project_id = PROJECT;

/** What the project's record says of its state, and when it was edited. */
function recordOf({ hub }: ReturnType<typeof testHub>) {
  const { state, last_edited, columns } = hub.state.projects.get(PROJECT) ?? {};
  return { state, last_edited, status: columns?.status ?? null };
}

test('answers when the project runs, which then counts as edited, with its status noted', async () => {
  const world = testHub({ lifecycle: { kind: 'after', ms: 1600 } });

  const answer = world.hubAs('owner')('projects.start', { project_id });
  expect(recordOf(world)).toEqual({ state: { state: 'starting', time: now }, last_edited: now, status: null });
  world.clock.advance(1600);

  expect(await answer).toBe(null);
  const status = world.hub.state.projects.get(PROJECT)?.run;
  expect(recordOf(world)).toEqual({
    state: { state: 'running', time: now + 1600, ip: '127.0.0.1' },
    last_edited: now + 1600,
    status,
  });
});

test('answers at once on a hub that starts at once', async () => {
  const { hub, hubAs } = testHub();

  expect(await hubAs('owner')('projects.start', { project_id })).toBe(null);
  expect(hub.state.projects.get(PROJECT)?.state?.state).toBe('running');
});

test('counts the looks at a project that takes some calls to start', async () => {
  const { hub, hubAs } = testHub({ lifecycle: { kind: 'after', calls: 3 } });

  expect(await hubAs('owner')('projects.start', { project_id })).toBe(null);
  expect(hub.state.projects.get(PROJECT)?.state?.state).toBe('running');
});

test('starts also a project that was never opened, or closed', async () => {
  for (const state of [null, 'closed', 'archived']) {
    const { hub, hubAs, clock } = testHub({ project: { state }, lifecycle: { kind: 'after', ms: 1000 } });

    const answer = hubAs('owner')('projects.start', { project_id });
    for (let second = 0; second < 4; second += 1) {
      await turns();
      clock.advance(1000);
    }

    expect(await answer).toBe(null);
    expect(hub.state.projects.get(PROJECT)?.state?.state).toBe('running');
  }
});

test('leaves a running project as it is, but for the time of its state', async () => {
  const world = testHub({ project: { state: 'running' } });
  const run = world.hub.state.projects.get(PROJECT)?.run;
  world.clock.advance(1000);

  expect(await world.hubAs('owner')('projects.start', { project_id })).toBe(null);

  expect(recordOf(world)).toEqual({ state: { state: 'running', time: now + 1000 }, last_edited: now, status: null });
  expect(world.hub.state.projects.get(PROJECT)?.run).toBe(run);
});

test('returns at once while the project is on its way, wherever to', async () => {
  for (const [first, state] of [
    ['projects.start', 'opened'],
    ['projects.stop', 'running'],
  ] as const) {
    const { hub, hubAs, clock } = testHub({ project: { state }, lifecycle: { kind: 'after', ms: 8000 } });
    const answer = hubAs('owner')(first, { project_id });
    clock.advance(1000);
    const before = hub.state.projects;

    expect(await hubAs('owner')('projects.start', { project_id })).toBe(null);
    expect(await hubAs('owner')('projects.stop', { project_id })).toBe(null);

    expect(hub.state.projects).toBe(before);
    clock.advance(7000);
    expect(await answer).toBe(null);
  }
});

test('is timed out by whoever waits no longer, while the project goes on starting', async () => {
  const { hub, hubAs, clock } = testHub({ lifecycle: { kind: 'after', ms: 20_000 } });
  const answer = hubAs('owner')('projects.start', { project_id });

  clock.advance(14_999);
  expect(await Promise.race([answer, 'nothing yet'])).toBe('nothing yet');
  clock.advance(1);
  expect(await answer).toEqual({
    error:
      "timeout - callHub: subject='hub.account.aaaaaaaa-0000-4000-8000-000000000001.api', name='projects.start', code='408' ",
  });
  expect(await hubAs('owner')('projects.state', { project_id })).toEqual({ state: 'starting' });

  clock.advance(5000);
  await hubAs('owner')('system.ping');
  expect(hub.state.projects.get(PROJECT)?.state?.state).toBe('running');
});

test('runs each time as another process, drawn from the seed', async () => {
  const runs = async (seed: string) => {
    const { hub, hubAs } = testHub({ seed });
    await hubAs('owner')('projects.start', { project_id });
    const first = hub.state.projects.get(PROJECT)?.run;
    await hubAs('owner')('projects.stop', { project_id });
    await hubAs('owner')('projects.start', { project_id });
    return [first, hub.state.projects.get(PROJECT)?.run];
  };

  const [first, second] = await runs('1');
  expect(second).not.toEqual(first);
  expect(await runs('1')).toEqual([first, second]);
  expect((await runs('2'))[0]).not.toEqual(first);
});

test('works for a deleted project, and by an id in capitals', async () => {
  const { hub, hubAs } = testHub();
  await hubAs('owner')('projects.deleteProject', { project_id });

  expect(await hubAs('owner')('projects.start', { project_id: PROJECT.toUpperCase() })).toBe(null);
  expect(hub.state.projects.get(PROJECT)).toMatchObject({ deleted: true, state: { state: 'running' } });
});

test.each([
  ['start', 'start it'],
  ['stop', 'stop it'],
  ['touch', 'touch it'],
  ['state', 'get state'],
  ['status', 'get status'],
])('only lets collaborators %s a project, not even site admins', async (name, purpose) => {
  const { hub, hubAs } = testHub({
    accounts: { viewer: { account_id: ADMIN.replace('3', '4'), api_key: 'sk_viewer' } },
    project: { users: { owner: 'owner', other: 'collaborator', viewer: 'viewer' } },
  });
  const denied = { error: `Error: must be collaborator on project to ${purpose}` };
  const before = hub.state.projects;

  for (const caller of ['admin', 'viewer']) {
    expect(await hubAs(caller)(`projects.${name}`, { project_id })).toEqual(denied);
  }
  expect(await hubAs('owner')(`projects.${name}`, { project_id: UNKNOWN })).toEqual(denied);
  for (const args of [[], [{}], [{ project_id: 'abc' }], [{ project_id: 7 }], [{ project_id: null }]]) {
    expect(await hubAs('owner')(`projects.${name}`, ...args)).toEqual(NO_UUID);
  }
  expect(await hubAs('owner')(`projects.${name}`, PROJECT)).toEqual({
    error: `TypeError: Cannot create property 'account_id' on string '${PROJECT}'`,
  });
  expect(hub.state.projects).toBe(before);

  expect(JSON.stringify(await hubAs('other')(`projects.${name}`, { project_id }))).not.toContain('error');
});
